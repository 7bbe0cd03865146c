package org.expressway.cli.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.expressway.schemas.avro.Gate;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ModelService;
import org.expressway.schemas.avro.ReleaseDecision;
import org.jspecify.annotations.Nullable;

/** A release as a program or a person reads it. */
public record ModelRow(
        String model,
        String alias,
        String referenceId,
        String bundleSha256,
        @Nullable String previousBundleSha256,
        String recipe,
        List<String> classes,
        Map<String, Map<String, Double>> metrics,
        int samples,
        int subjects,
        int testSubjects,
        boolean referenceSubjectsInTest,
        String dataFingerprint,
        @Nullable Boolean gatePassed,
        List<String> gate,
        @Nullable String decidedBy,
        @Nullable String why,
        @Nullable String reportSha256,
        @Nullable String protocolSha256,
        List<Decision> decisions,
        String releasedBy,
        String releasedAt,
        @Nullable String serving,
        @Nullable String refused) {

    /** One decision about a model. */
    public record Decision(
            String action, String by, String why, @Nullable String reportSha256, String at) {
        static Decision of(ReleaseDecision decision) {
            return new Decision(
                    decision.getAction().name().toLowerCase(Locale.ROOT),
                    decision.getBy(),
                    decision.getWhy(),
                    decision.getReportSha256(),
                    decision.getAt().toString());
        }
    }

    public static ModelRow of(ModelRelease release) {
        return of(release, null);
    }

    /** @param service what the scorer made of it, if it has said so */
    public static ModelRow of(ModelRelease release, @Nullable ModelService service) {
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        for (Metric metric : release.getMetrics()) {
            metrics.computeIfAbsent(metric.getOf(), of -> new LinkedHashMap<>())
                    .put(metric.getName(), metric.getValue());
        }
        Gate gate = release.getGate();
        return new ModelRow(
                release.getModel(),
                release.getAlias().name().toLowerCase(Locale.ROOT),
                release.getReferenceId(),
                release.getBundleSha256(),
                release.getPreviousBundleSha256(),
                release.getRecipe(),
                release.getClasses(),
                metrics,
                release.getSamples(),
                release.getSubjects(),
                release.getTestSubjects(),
                release.getReferenceSubjectsInTest(),
                release.getDataFingerprint(),
                gate == null ? null : gate.getPassed(),
                gate == null ? List.of() : gate.getReasons(),
                release.getDecidedBy(),
                release.getWhy(),
                release.getReportSha256(),
                release.getProtocolSha256(),
                release.getDecisions().stream().map(Decision::of).toList(),
                release.getReleasedBy(),
                release.getReleasedAt().toString(),
                service == null ? null : service.getServingSha256(),
                service == null ? null : service.getRefused());
    }

    /** What the scorer made of it, in a word. */
    public String scorer() {
        return refused != null ? "REFUSED" : bundleSha256.equals(serving) ? "serves" : "-";
    }

    /** A figure to three digits; - where it was not measured. */
    public String figure(String of, String name) {
        Double value = metrics.getOrDefault(of, Map.of()).get(name);
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    /** All of it, for a person. */
    public String text() {
        StringBuilder text =
                new StringBuilder("%s, %s of %s on reference %s%n".formatted(bundleSha256, alias, model, referenceId));
        line(text, "recipe", recipe + ", classes " + String.join(", ", classes));
        line(text, "learned from", "%d samples of %d subjects, data %s".formatted(samples, subjects, dataFingerprint));
        line(
                text,
                "held out",
                testSubjects + " subjects" + (referenceSubjectsInTest ? ", some behind the reference" : ""));
        metrics.forEach((of, figures) -> line(text, "  " + of, figures(figures)));
        gate.forEach(check -> line(text, "gate", check));
        decisions.forEach(decision ->
                line(text, decision.action(), "%s by %s: %s".formatted(decision.at(), decision.by(), decision.why())));
        if (reportSha256 != null) {
            line(text, "report", reportSha256);
        }
        return text.toString();
    }

    private static String figures(Map<String, Double> figures) {
        StringBuilder text = new StringBuilder();
        figures.forEach((name, value) -> text.append(String.format(Locale.ROOT, "%s %.4f  ", name, value)));
        return text.toString().strip();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  %-16s %s%n".formatted(name, value));
    }
}
