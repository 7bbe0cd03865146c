package org.expressway.cli.command;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
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
        description = {
            "Scored samples: of each sample the most settled prediction, or with --all or --follow every one.",
            "A withdrawn sample is shown only by --all and --follow: the log of predictions keeps it."
        },
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
        platform.reader(Topics.WITHDRAWAL).skippingUndecodable().toEnd(read -> {
            SampleWithdrawal withdrawal = read.value();
            if (withdrawal != null) {
                newest.computeIfPresent(
                        withdrawal.getSite() + "/" + withdrawal.getSampleId(),
                        (key, shown) -> shown.getBatchId().equals(withdrawal.getBatchId()) ? null : shown);
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
}
