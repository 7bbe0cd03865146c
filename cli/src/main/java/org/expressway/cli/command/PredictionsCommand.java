package org.expressway.cli.command;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.expressway.cli.ExitCode;
import org.expressway.cli.call.SignOffs;
import org.expressway.cli.rejected.SinceConverter;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.OfRecord;
import org.expressway.schemas.topic.SignatureBoard;
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
            "  expressway predictions --signed --since 7d",
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

    @Option(names = "--abstained", description = "Only those that give no call.")
    private boolean abstained;

    @Option(names = "--signed", description = "Only those that were signed; AMENDED: another call was.")
    private boolean signed;

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            converter = SinceConverter.class,
            description = "Scored since: 2026-03-01, 2026-03-01T08:00:00Z, or an age as 90m, 12h, 7d.")
    private @Nullable Instant since;

    private SignatureBoard signOffs = new SignatureBoard();

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
        signOffs = SignOffs.read(platform.platform().bootstrap(), platform.schemas());
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
                newest.merge(read.key(), prediction, this::ofRecord);
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

    /** Where a call is signed, what is PROVISIONAL does not take its place: its FINAL will, or amends it. */
    private Prediction ofRecord(Prediction before, Prediction after) {
        boolean keep = after.getStage() == Stage.PROVISIONAL
                && before.getStage() != Stage.PROVISIONAL
                && signOffs.signature(key(before)).isPresent();
        return keep ? before : OfRecord.of(before, after);
    }

    private static String key(Prediction prediction) {
        return prediction.getSite() + "/" + prediction.getSampleId();
    }

    private boolean wanted(Prediction prediction) {
        Instant scoredAt = prediction.getTimes().getScoredAt();
        return (site == null || site.equals(prediction.getSite()))
                && (!abstained || prediction.getAbstention() != null)
                && (!signed || signOff(prediction) != null)
                && (since == null || scoredAt != null && !scoredAt.isBefore(since));
    }

    /** What became of the sample's signature, as things stood when this command began; of an earlier stage, nothing. */
    private @Nullable String signOff(Prediction prediction) {
        if (prediction.getStage() == Stage.PROVISIONAL
                || signOffs.signature(key(prediction)).isEmpty()) {
            return null;
        }
        return signOffs.open(key(prediction)).isPresent() ? "AMENDED" : "SIGNED";
    }

    private void print(@Nullable Prediction prediction) {
        if (prediction == null || !wanted(prediction)) {
            return;
        }
        PredictionRow row = PredictionRow.of(prediction, signOff(prediction));
        Consumer<String> out = System.out::println;
        out.accept(format.json ? Json.line(row) : format.csv ? row.csv() : row.text());
    }
}
