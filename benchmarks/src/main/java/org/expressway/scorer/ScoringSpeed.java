package org.expressway.scorer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.Strangeness;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.scorer.explain.Explainer;

/**
 * What a score costs in process, on the one thread that calls it: a sample alone, {@value OnnxSession#MOST_ROWS} together, what is
 * read from the scores, and an explanation. In the scorer's package, because it measures what the stream calls and no copy of it.
 */
final class ScoringSpeed {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
    private static final int SAMPLES = 256;
    private static final int EXPLAINED = 100;
    private static final int SINGLE = 2_000;
    private static final int RUNS = 200;
    /** Units of the first layer of {@code SpeedBundle}'s network. */
    private static final int FIRST_LAYER = 128;

    private static final Origin ORIGIN = new Origin("expression.sample.corrected.v1", 0, 1L);

    private final Model model;
    private final Judge judge;
    private final List<CorrectedSample> samples;
    private final List<float[]> values;

    private ScoringSpeed(ModelBundle bundle) throws InvalidModel {
        this.model = new Model("bundle", bundle);
        this.judge = new Judge(
                new CorrectionErrors(new DirectoryArtifactStore(Path.of(System.getProperty("java.io.tmpdir")))),
                Caution.USUAL);
        this.samples = IntStream.range(0, SAMPLES)
                .mapToObj(i -> SpeedSamples.of(bundle, i))
                .toList();
        this.values = samples.stream()
                .map(sample -> FloatVector.toArray(sample.getValues()))
                .toList();
    }

    /** Arguments: file of a bundle. */
    public static void main(String[] args) throws Exception {
        ModelBundle bundle = new RecordArtifact<>(ModelBundle.class).read(Files.readAllBytes(Path.of(args[0])));
        ScoringSpeed speed = new ScoringSpeed(bundle);
        System.out.printf(
                Locale.ROOT,
                "%d genes, %s, load %.1f%n",
                speed.model.genes(),
                speed.model.runtime().getRuntime(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        speed.all();
    }

    private void all() {
        Strangeness usual = model.calibration(Stage.FINAL).strangeness().orElseThrow();
        Model.Scores scores = model.score(values.get(0));
        tell("strangeness", 1, SINGLE, i -> usual.tails(values.get(i % SAMPLES)));
        int[] none = new int[OnnxSession.MOST_ROWS];
        tell(
                "strangeness, 64 together",
                OnnxSession.MOST_ROWS,
                RUNS,
                i -> usual.space().places(rows(i), none));
        tell("reading scores", 1, SINGLE, i -> judge.judge(samples.get(i % SAMPLES), model, scores));
        // What memory takes for it, whatever is computed: a single score reads all weights of the first layer. Two
        // halves are compared.
        float[] half = new float[FIRST_LAYER / 2 * model.genes()];
        float[] other = half.clone();
        tell("plain read of as much as the weights", 1, SINGLE, i -> {
            if (Arrays.mismatch(half, other) >= 0) {
                throw new IllegalStateException("equal arrays differ");
            }
        });
        tell("scores of one sample", 1, SINGLE, i -> model.score(values.get(i % SAMPLES)));
        tell("one sample to its prediction", 1, SINGLE, i -> call(samples.get(i % SAMPLES)));
        tell("scores of 64 together", OnnxSession.MOST_ROWS, RUNS, i -> model.scoreAll(rows(i)));
        tell("64 together to their predictions", OnnxSession.MOST_ROWS, RUNS, this::together);
        Explainer explainer = model.explainer().orElseThrow();
        List<Prediction> calls = samples.stream().map(this::call).toList();
        tell("explanation", 1, EXPLAINED, i -> explainer.explain(calls.get(i), values.get(i)));
        System.out.printf(
                "steps of an explanation: %s; calls withheld: %d of %d%n",
                Arrays.toString(IntStream.range(0, EXPLAINED)
                        .map(i -> explainer
                                .explain(calls.get(i), values.get(i))
                                .getExplanation()
                                .getSteps())
                        .distinct()
                        .sorted()
                        .toArray()),
                calls.stream().filter(call -> call.getAbstention() != null).count(),
                SAMPLES);
    }

    private Prediction call(CorrectedSample sample) {
        return judge.call(sample, model, ORIGIN, Instant.EPOCH);
    }

    private void together(int run) {
        List<Model.Scores> scores = model.scoreAll(rows(run));
        for (int i = 0; i < scores.size(); i++) {
            CorrectedSample sample = samples.get(first(run) + i);
            Predictions.of(
                    sample, model, scores.get(i), judge.judge(sample, model, scores.get(i)), ORIGIN, Instant.EPOCH);
        }
    }

    private List<float[]> rows(int run) {
        return values.subList(first(run), first(run) + OnnxSession.MOST_ROWS);
    }

    private static int first(int run) {
        return run * OnnxSession.MOST_ROWS % SAMPLES;
    }

    /**
     * Processor time of each of {@code count} calls, after half as many that are not counted: beside others on a busy machine what is
     * left of it is cold caches, and not waiting.
     */
    private static void tell(String what, int samples, int count, IntConsumer call) {
        IntStream.range(0, count / 2).forEach(call);
        List<Double> micros = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = CLOCK.getCurrentThreadCpuTime();
            call.accept(i);
            micros.add((CLOCK.getCurrentThreadCpuTime() - start) / 1e3 / samples);
        }
        micros.sort(null);
        System.out.printf(
                Locale.ROOT,
                "%-38s us a sample: least %8.1f  p10 %8.1f  p50 %8.1f  p90 %8.1f  (%,.0f/s at p50)%n",
                what,
                micros.get(0),
                micros.get(count / 10),
                micros.get(count / 2),
                micros.get(count * 9 / 10),
                1e6 / micros.get(count / 2));
    }
}
