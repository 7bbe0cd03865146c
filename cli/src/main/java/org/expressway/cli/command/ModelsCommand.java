package org.expressway.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway models}. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Released models.",
        footer = {"", "Example:", "  expressway models list"})
public final class ModelsCommand {
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "What is released under each model, reference and alias, with its figures on held-out subjects.",
            footer = {"", "Example:", "  expressway models list --json"})
    int list(
            @Mixin PlatformOptions platform,
            @Option(names = "--json", description = "One JSON object a line.") boolean json) {
        Map<String, ModelRelease> releases = new LinkedHashMap<>();
        platform.reader(Topics.RELEASE).toEnd(read -> {
            ModelRelease release = read.value();
            if (release == null) {
                releases.remove(read.key());
            } else {
                releases.put(read.key(), release);
            }
        });
        if (json) {
            releases.values().forEach(release -> System.out.println(Json.line(Row.of(release))));
            return ExitCode.OK;
        }
        Table table = new Table(
                "model", "alias", "reference", "bundle", "recipe", "accuracy", "baseline", "samples", "released");
        releases.values().stream()
                .map(Row::of)
                .forEach(row -> table.row(
                        row.model(),
                        row.alias(),
                        row.referenceId().substring(0, 12),
                        row.bundleSha256().substring(0, 12),
                        row.recipe(),
                        row.figure(row.recipe(), "accuracy"),
                        row.figure("baseline", "accuracy"),
                        row.samples(),
                        row.releasedAt()));
        System.out.print(table);
        return ExitCode.OK;
    }

    /** A release as a program or a person reads it. */
    record Row(
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
            String releasedBy,
            String releasedAt) {
        static Row of(ModelRelease release) {
            Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
            for (Metric metric : release.getMetrics()) {
                metrics.computeIfAbsent(metric.getOf(), of -> new LinkedHashMap<>())
                        .put(metric.getName(), metric.getValue());
            }
            return new Row(
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
                    release.getReleasedBy(),
                    release.getReleasedAt().toString());
        }

        String figure(String of, String name) {
            Double value = metrics.getOrDefault(of, Map.of()).get(name);
            return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
        }
    }
}
