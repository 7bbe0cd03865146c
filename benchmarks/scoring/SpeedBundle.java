import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.GeneSetMembers;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.trainer.calibrate.BundleCalibration;
import org.expressway.trainer.calibrate.Calibration;
import org.expressway.trainer.calibrate.Calibrator;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * Writes a whole bundle of a dense network GENES-128-64-5, trained, calibrated and with its explanation graph, for the measurement of scores; started from
 * source on the trainer's class path. Classes differ in a fortieth of the genes by one standard deviation each, so that calls are clear.
 */
final class SpeedBundle {
    private static final int CLASSES = 5;
    private static final int LEARNED = 200;
    private static final int HELD_OUT = 120;
    private static final int SETS = 50;

    /** Arguments: number of genes, file to write. */
    public static void main(String[] args) throws Exception {
        int genes = Integer.parseInt(args[0]);
        TrainingSet set = samples(genes);
        int[] learned = IntStream.range(0, LEARNED).toArray();
        int[] validation = IntStream.range(LEARNED, LEARNED + 40).toArray();
        int[] heldOut = IntStream.range(LEARNED + 40, set.samples()).toArray();
        Path yaml = Files.writeString(Files.createTempFile("recipe", ".yaml"), "recipe: dense\nmaxEpochs: 8\n");
        TrainedModel model =
                Recipes.read(yaml).train(set, new Split(learned, validation, heldOut, false), 1, Progress.silent());
        Files.delete(yaml);
        Calibration calibration = Calibrator.of(
                model,
                set,
                IntStream.range(0, LEARNED + 40).toArray(),
                heldOut,
                IntStream.range(0, set.samples()).mapToObj(i -> (float[]) null).toList());
        ModelBundle.Builder bundle = ModelBundle.newBuilder()
                .setModel("subtype")
                .setRecipe("dense")
                .setReferenceId("reference")
                .setPanelId("panel")
                .setClasses(set.classes())
                .setImputation(FloatVector.of(model.standardisation().mean()))
                .setOnnx(ByteBuffer.wrap(OnnxWriter.write(model)))
                .setExplanationOnnx(ByteBuffer.wrap(OnnxWriter.explanation(model, CLASSES)))
                .setGeneIds(set.geneIds())
                .setGeneSymbols(set.geneIds())
                .setGeneSets(sets(genes))
                .setDataFingerprint("simulated")
                .setSeed(1);
        BundleCalibration.write(calibration, set.classes(), bundle);
        Files.write(Path.of(args[1]), new RecordArtifact<>(ModelBundle.class).write(bundle.build()));
        System.exit(0);
    }

    private static List<GeneSetMembers> sets(int genes) {
        return IntStream.range(0, SETS)
                .mapToObj(s -> new GeneSetMembers(
                        "simulated",
                        "set" + s,
                        IntVector.of(IntStream.range(0, genes).filter(g -> g % SETS == s).toArray())))
                .toList();
    }

    private static TrainingSet samples(int genes) {
        SplittableRandom random = new SplittableRandom(1);
        int n = LEARNED + 40 + HELD_OUT;
        float[][] x = new float[n][genes];
        for (int i = 0; i < n; i++) {
            for (int g = 0; g < genes; g++) {
                x[i][g] = (float) (8 + random.nextGaussian() + (g % 200 == i % CLASSES ? 1 : 0));
            }
        }
        return TrainingSet.of(
                        x,
                        IntStream.range(0, n).mapToObj(i -> "class" + i % CLASSES).toList(),
                        IntStream.range(0, n).mapToObj(i -> "subject" + i).toList(),
                        IntStream.range(0, n).mapToObj(i -> "site/sample" + i).toList())
                .withGeneIds(IntStream.range(0, genes).mapToObj(g -> "gene" + g).toList());
    }
}
