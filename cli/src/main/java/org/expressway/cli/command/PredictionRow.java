package org.expressway.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SubtypeProbability;
import org.jspecify.annotations.Nullable;

/** A prediction as a program or a person reads it. */
record PredictionRow(
        String site,
        String sampleId,
        String subjectId,
        String batchId,
        String stage,
        String subtype,
        double probability,
        String second,
        double secondProbability,
        double margin,
        Map<String, Double> probabilities,
        String correctionMode,
        @Nullable String abstention,
        List<String> flags,
        String model,
        String bundleSha256,
        String referenceId,
        @Nullable String fitId,
        String id,
        String origin,
        @Nullable String publishedAt,
        @Nullable String scoredAt,
        @Nullable String signOff) {
    static final String CSV_HEADER =
            "site,sample,subject,batch,stage,subtype,probability,second,second_probability,margin,correction,abstention,bundle,reference,fit,id,origin,scored_at,sign_off";
    static final String TEXT_HEADER =
            line("sample", "batch", "stage", "subtype", "p", "second", "margin", "correction", "bundle", "");

    /** @param signOff SIGNED or AMENDED */
    static PredictionRow of(Prediction p, @Nullable String signOff) {
        List<SubtypeProbability> ranked = p.getRanked();
        Map<String, Double> probabilities = new LinkedHashMap<>();
        ranked.forEach(r -> probabilities.put(r.getSubtype(), r.getProbability()));
        return new PredictionRow(
                p.getSite(),
                p.getSampleId(),
                p.getSubjectId(),
                p.getBatchId(),
                p.getStage().name(),
                ranked.isEmpty() ? "" : ranked.get(0).getSubtype(),
                ranked.isEmpty() ? Double.NaN : ranked.get(0).getProbability(),
                ranked.size() < 2 ? "" : ranked.get(1).getSubtype(),
                ranked.size() < 2 ? Double.NaN : ranked.get(1).getProbability(),
                p.getMargin(),
                probabilities,
                p.getCorrectionMode().name(),
                p.getAbstention() == null ? null : p.getAbstention().name(),
                p.getFlags(),
                p.getModel(),
                p.getBundleSha256(),
                p.getReferenceId(),
                p.getFitId(),
                p.getId(),
                p.getOrigin().getTopic() + "/" + p.getOrigin().getPartition() + "/"
                        + p.getOrigin().getOffset(),
                p.getTimes().getPublishedAt() == null
                        ? null
                        : p.getTimes().getPublishedAt().toString(),
                p.getTimes().getScoredAt() == null
                        ? null
                        : p.getTimes().getScoredAt().toString(),
                signOff);
    }

    String csv() {
        return String.join(
                ",",
                List.of(
                        quoted(site),
                        quoted(sampleId),
                        quoted(subjectId),
                        quoted(batchId),
                        stage,
                        quoted(subtype),
                        number(probability),
                        quoted(second),
                        number(secondProbability),
                        number(margin),
                        correctionMode,
                        String.valueOf(abstention == null ? "" : abstention),
                        bundleSha256,
                        referenceId,
                        fitId == null ? "" : fitId,
                        id,
                        origin,
                        scoredAt == null ? "" : scoredAt,
                        signOff == null ? "" : signOff));
    }

    String text() {
        return line(
                site + "/" + sampleId,
                batchId,
                stage,
                subtype.isEmpty() ? "(" + abstention + ")" : subtype,
                number(probability),
                second,
                number(margin),
                correctionMode,
                bundleSha256.isEmpty() ? "-" : bundleSha256.substring(0, 12),
                signOff == null ? "" : signOff);
    }

    private static String line(String... cells) {
        return "%-32s %-12s %-12s %-14s %-7s %-14s %-7s %-12s %-12s %s"
                .formatted((Object[]) cells)
                .stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
