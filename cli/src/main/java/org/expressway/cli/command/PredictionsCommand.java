package org.expressway.cli.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway predictions}. */
@Command(
        name = "predictions",
        mixinStandardHelpOptions = true,
        description =
                "Scored samples: of each sample the most settled prediction, or with --all or --follow every one.",
        footer = {
            "",
            "Example:",
            "  expressway predictions --csv > calls.csv",
            "  expressway predictions --follow --json"
        })
public final class PredictionsCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(100);

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(names = "--follow", description = "Go on with new ones until interrupted.")
    private boolean follow;

    @Option(names = "--all", description = "Every stage of every sample.")
    private boolean all;

    @Option(names = "--site", paramLabel = "SITE", description = "Of one site only.")
    private @Nullable String site;

    @ArgGroup(exclusive = true)
    private final Format format = new Format();

    /** How predictions are printed. */
    static final class Format {
        @Option(names = "--json", description = "One JSON object a line.")
        boolean json;

        @Option(names = "--csv", description = "Comma-separated, with a header.")
        boolean csv;
    }

    @Override
    public Integer call() {
        if (!format.json) {
            System.out.println(format.csv ? PredictionRow.CSV_HEADER : PredictionRow.TEXT_HEADER);
        }
        if (follow) {
            platform.reader(Topics.PREDICTION)
                    .follow(POLL, () -> !System.out.checkError(), read -> print(read.value()));
        } else if (all) {
            platform.reader(Topics.PREDICTION).toEnd(read -> print(read.value()));
        } else {
            settled().values().forEach(this::print);
        }
        return ExitCode.OK;
    }

    private Map<String, Prediction> settled() {
        Map<String, Prediction> newest = new LinkedHashMap<>();
        platform.reader(Topics.PREDICTION).toEnd(read -> {
            Prediction prediction = read.value();
            if (prediction != null) {
                newest.merge(read.key(), prediction, PredictionsCommand::moreSettled);
            }
        });
        return newest;
    }

    /** The higher epoch wins, then FINAL and LATE over PROVISIONAL, then what came later. */
    static Prediction moreSettled(Prediction before, Prediction after) {
        if (before.getEpoch() != after.getEpoch()) {
            return before.getEpoch() > after.getEpoch() ? before : after;
        }
        boolean stepBack = after.getStage() == Stage.PROVISIONAL && before.getStage() != Stage.PROVISIONAL;
        return stepBack ? before : after;
    }

    private void print(@Nullable Prediction prediction) {
        if (prediction == null || site != null && !site.equals(prediction.getSite())) {
            return;
        }
        PredictionRow row = PredictionRow.of(prediction);
        Consumer<String> out = System.out::println;
        out.accept(format.json ? Json.line(row) : format.csv ? row.csv() : row.text());
    }

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
            @Nullable String scoredAt) {
        static final String CSV_HEADER =
                "site,sample,subject,batch,stage,subtype,probability,second,second_probability,margin,correction,abstention,bundle,reference,fit,id,origin,scored_at";
        static final String TEXT_HEADER =
                line("sample", "batch", "stage", "subtype", "p", "second", "margin", "correction", "bundle");

        static PredictionRow of(Prediction p) {
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
                            : p.getTimes().getScoredAt().toString());
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
                            scoredAt == null ? "" : scoredAt));
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
                    bundleSha256.isEmpty() ? "-" : bundleSha256.substring(0, 12));
        }

        private static String line(String... cells) {
            return "%-32s %-12s %-12s %-14s %-7s %-14s %-7s %-12s %s".formatted((Object[]) cells);
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.4f", value);
        }

        private static String quoted(String text) {
            boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
        }
    }
}
