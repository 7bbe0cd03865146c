import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.DriftReferenceFormat;
import org.expressway.analysis.drift.Profile;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.GeneSetMembers;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.expressway.trainer.calibrate.BundleCalibration;
import org.expressway.trainer.calibrate.Calibration;
import org.expressway.trainer.calibrate.Calibrator;
import org.expressway.trainer.cohort.FirstValues;
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
                FirstValues.none(set.samples()));
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
        bundle.setDrift(ByteBuffer.wrap(DriftReferenceFormat.write(drift(set, model, calibration, heldOut))));
        Files.write(Path.of(args[1]), new RecordArtifact<>(ModelBundle.class).write(bundle.build()));
        System.exit(0);
    }

    /** Charts as the trainer learns them, of samples that no batch has moved. */
    private static DriftReference drift(TrainingSet set, TrainedModel model, Calibration calibration, int[] heldOut) {
        double[][] p = calibration.temperature().apply(model.probabilities(set.x()));
        LatentSpace space = calibration.strangeness().orElseThrow().space();
        DriftCohort[] halves = cohort(set, space, p, heldOut).parted(new double[] {.5, .5}, 1);
        DriftCohort taught = cohort(set, space, p, IntStream.range(0, LEARNED + 40).toArray());
        return DriftCalibration.learn(new DriftCalibration.Parts(taught, halves[0], halves[1]), CLASSES, 50, 1);
    }

    private static DriftCohort cohort(TrainingSet set, LatentSpace space, double[][] p, int[] samples) {
        return new DriftCohort(
                IntStream.of(samples)
                        .mapToObj(i -> new Profile(
                                set.x().get(i), space.place(set.x().get(i)).latent(), p[i], false))
                        .toList(),
                set.labels(samples),
                IntStream.of(samples).mapToObj(set.subjects()::get).toList());
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
