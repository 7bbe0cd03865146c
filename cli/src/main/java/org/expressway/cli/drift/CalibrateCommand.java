package org.expressway.cli.drift;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.expressway.analysis.drift.AlarmRule;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.DriftReferenceFormat;
import org.expressway.analysis.drift.FalseAlarmBudget;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway drift calibrate}. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        description = {
            "From what an operator can say (false alarms that are bearable, charts, traffic) to what a chart needs to know: how",
            "many of its samples it runs to a false alarm. Beside it, how long charts of a model really ran on subjects that",
            "taught their thresholds nothing. The scorer takes it as EXPRESSWAY_DRIFT."
        },
        footer = {
            "",
            "Example, one false alarm a month on the whole platform, for the champion:",
            "  expressway drift calibrate --charts 12 --samples-per-month 200",
            "Example, a bundle in a file, no platform:",
            "  expressway drift calibrate --charts 3 --samples-per-month 400 --bundle .expressway/artifacts/3f/3f2a…",
            "Exit code 3: the model has no calibration of drift charts; it was trained on too few subjects, or by an earlier version."
        })
public final class CalibrateCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(
            names = "--charts",
            required = true,
            paramLabel = "N",
            description = "Keys of site, instrument and lineage that send.")
    private int charts;

    @Option(
            names = "--samples-per-month",
            required = true,
            paramLabel = "N",
            description = "Study samples of one chart, in the mean.")
    private double samplesPerMonth;

    @Option(
            names = "--false-alarms",
            paramLabel = "N",
            defaultValue = "1",
            description = "Bearable on the whole platform in a month (default: ${DEFAULT-VALUE}).")
    private double falseAlarms = 1;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "A bundle's file (default: the active reference's champion).")
    private @Nullable Path bundle;

    @Option(names = "--model", defaultValue = "subtype", description = "Its name (default: ${DEFAULT-VALUE}).")
    private String model = "subtype";

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    /** @param achievedRunLength measured for this target; null where it was not */
    record Answer(
            double targetRunLength, @Nullable Double achievedRunLength, int learning, int[] samples, String setting) {}

    @Override
    public Integer call() throws IOException {
        double target = new FalseAlarmBudget(falseAlarms, charts, samplesPerMonth).targetRunLength();
        AlarmRule rule = new AlarmRule(target);
        DriftReference reference = reference();
        double achieved = reference.achieved(rule.target());
        Answer answer = new Answer(
                target,
                Double.isNaN(achieved) ? null : achieved,
                reference.learning(),
                reference.samples(),
                String.format(Locale.ROOT, "EXPRESSWAY_DRIFT=%.0f", target));
        System.out.println(json ? Json.line(answer) : text(answer));
        return ExitCode.OK;
    }

    private DriftReference reference() throws IOException {
        ModelBundle read =
                new RecordArtifact<>(ModelBundle.class).read(bundle == null ? champion() : Files.readAllBytes(bundle));
        if (read.getDrift() == null) {
            throw new IllegalArgumentException("the model has no calibration of drift charts; train it anew"
                    + " (`expressway train`), with 40 or more labelled subjects held out, which is a fifth");
        }
        byte[] bytes = new byte[read.getDrift().remaining()];
        read.getDrift().duplicate().get(bytes);
        return DriftReferenceFormat.read(bytes);
    }

    private byte[] champion() throws IOException {
        ReferencePointer active = platform.references()
                .active()
                .orElseThrow(() -> new IllegalArgumentException("no reference is active, so no model serves"));
        ReleaseBoard board = new ReleaseBoard();
        platform.reader(Topics.RELEASE).toEnd(board::accept);
        ModelRelease release = board.champion(model, active.getReferenceId())
                .orElseThrow(() -> new IllegalArgumentException(
                        "no model " + model + " serves the active reference; `expressway train` makes one"));
        return platform.artifactStore().get(release.getBundleSha256());
    }

    private static String text(Answer answer) {
        Double achieved = answer.achievedRunLength();
        return String.format(
                Locale.ROOT,
                "target run length  %.0f samples of a chart to a false alarm%n"
                        + "achieved           %s%n"
                        + "learned from       %d samples (what is usual), %d (moments), %d (thresholds), of different subjects%n"
                        + "a new chart learns %d samples before it speaks%n"
                        + "setting            %s",
                answer.targetRunLength(),
                achieved == null
                        ? "not measured"
                        : AlarmText.number("%.0f, on subjects that taught the threshold nothing", achieved),
                answer.samples()[0],
                answer.samples()[1],
                answer.samples()[2],
                answer.learning(),
                answer.setting());
    }
}
