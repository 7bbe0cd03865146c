import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.expressway.analysis.explain.Attribution;
import org.expressway.analysis.explain.IntegratedGradients;
import org.expressway.analysis.explain.Margin;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.ExportedPath;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * Processor milliseconds of the calling thread, in which ONNX Runtime works, of one explanation by an exported dense network GENES-128-64-5, one ONNX thread, started from source on the trainer's
 * class path. Prints percentiles of single calls, and how many steps they took. What is learned does not matter to the time.
 */
final class ExplanationSpeed {
    private static final int CLASSES = 5;
    private static final int SAMPLES = 40;
    private static final int WARM = 20;
    private static final int CALLS = 100;

    public static void main(String[] args) throws Exception {
        int genes = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        TrainingSet set = samples(genes);
        Path yaml = Files.writeString(Files.createTempFile("recipe", ".yaml"), "recipe: dense\nmaxEpochs: 1\n");
        int[] all = IntStream.range(0, SAMPLES).toArray();
        TrainedModel model =
                Recipes.read(yaml).train(set, new Split(all, all, new int[0], false), 1, Progress.silent());
        Files.delete(yaml);
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        double[] ms = new double[CALLS];
        int[] steps = new int[CALLS];
        try (ExportedPath path = new ExportedPath(OnnxWriter.explanation(model, CLASSES), CLASSES)) {
            for (int i = -WARM; i < CALLS; i++) {
                float[] values = set.x().get(Math.floorMod(i, SAMPLES));
                float[] baseline = set.x().get(Math.floorMod(i + 1, SAMPLES));
                long start = clock.getCurrentThreadCpuTime();
                Attribution attribution = IntegratedGradients.of(path, baseline, values, new Margin(0, 1));
                if (i >= 0) {
                    ms[i] = (clock.getCurrentThreadCpuTime() - start) / 1e6;
                    steps[i] = attribution.steps();
                }
            }
        }
        Arrays.sort(ms);
        Arrays.sort(steps);
        System.out.printf(
                Locale.ROOT,
                "%d-128-64-%d: explanation, ms of processor time: p10 %.2f, p50 %.2f, p90 %.2f; steps p50 %d, most"
                        + " %d%n",
                genes,
                CLASSES,
                ms[CALLS / 10],
                ms[CALLS / 2],
                ms[CALLS * 9 / 10],
                steps[CALLS / 2],
                steps[CALLS - 1]);
        System.exit(0);
    }

    private static TrainingSet samples(int genes) {
        Random random = new Random(1);
        float[][] x = new float[SAMPLES][genes];
        for (float[] row : x) {
            for (int g = 0; g < genes; g++) {
                row[g] = (float) (8 + random.nextGaussian());
            }
        }
        return TrainingSet.of(
                x,
                IntStream.range(0, SAMPLES).mapToObj(i -> "class" + i % CLASSES).toList(),
                IntStream.range(0, SAMPLES).mapToObj(i -> "subject" + i).toList(),
                IntStream.range(0, SAMPLES).mapToObj(i -> "site/sample" + i).toList());
    }
}
