package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.Module;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.onnx.Parity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttentionTest {
    private static final TrainingSet SET = SimulatedSamples.of(200, 60, 3, 2, 11)
            .withGeneIds(IntStream.range(0, 60).mapToObj(g -> "G" + g).toList());
    private static final Split SPLIT = SubjectSplit.of(SET, SplitShares.standard(), Set.of(), 11);

    @TempDir
    Path folder;

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        float[] z = new float[4 * 7];
        SplittableRandom random = new SplittableRandom(3);
        for (int j = 0; j < z.length; j++) {
            z[j] = (float) (2 * random.nextDouble() - 1);
        }
        int[] labels = {0, 1, 2, 1};
        double[] weights = {.5, 1, 2};
        List<Module> modules = List.of(
                new Module("a", new int[] {0, 1, 2}),
                new Module("b", new int[] {2, 3, 4, 5}),
                new Module("c", new int[] {5, 6}));
        try (AttentionNetwork network = new AttentionNetwork(modules, 7, 4, 3, 0, 5)) {
            network.learn(z, labels, weights);
            List<float[]> gradients = network.gradients();
            List<AffineLayer> start = network.affine();
            for (int l = 0; l < start.size(); l++) {
                for (int j = 0; j < start.get(l).weights().length; j++) {
                    double slope = (lossMoved(network, start, l, j, .01f, z, labels, weights)
                                    - lossMoved(network, start, l, j, -.01f, z, labels, weights))
                            / .02;
                    assertThat((double) gradients.get(l)[j])
                            .as("layer %d weight %d", l, j)
                            .isCloseTo(slope, within(2e-4));
                }
            }
        }
    }

    private static double lossMoved(
            AttentionNetwork network,
            List<AffineLayer> start,
            int layer,
            int weight,
            float by,
            float[] z,
            int[] labels,
            double[] weights) {
        List<AffineLayer> moved = new ArrayList<>(start);
        AffineLayer old = start.get(layer);
        float[] values = old.weights().clone();
        values[weight] += by;
        moved.set(layer, new AffineLayer(old.inputs(), old.outputs(), values, old.bias()));
        network.assign(moved);
        return network.learn(z, labels, weights);
    }

    @Test
    void signalIsLearnedOnModulesFoundInTheData() {
        assertThat(LogisticRecipeTest.accuracy(train("recipe: attention\nmodules: 8"), SET, SPLIT.test()))
                .isGreaterThan(.85);
    }

    @Test
    void weightsOfModulesAreGivenPerSampleAndSumToOneAndTheExportGivesTheSame() throws IOException {
        Files.writeString(
                folder.resolve("sets.gmt"),
                "FIRST\tnone\tG0\tG6\tG12\tG18\nSECOND\tnone\tG1\tG7\tG13\tG6\nFEW\tnone\tG1\tunknown\nTHIRD\tnone\tG2\tG8\tG14\n");
        TrainedModel model = train("recipe: attention\ngeneSets: sets.gmt\nmaxEpochs: 20");
        float[][] weights = model.further(SET.x().batch(SPLIT.test())).get("attention");

        assertThat(weights).hasDimensions(SPLIT.test().length, 3);
        assertThat(Arrays.stream(weights).map(AttentionTest::sum))
                .allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-5)));
        assertThat(model.settings())
                .containsEntry("module.1", "SECOND (4 genes)")
                .doesNotContainKey("module.3");
        assertThat(Parity.require(model, OnnxWriter.write(model), SET.rows(SPLIT.test())))
                .isLessThanOrEqualTo(1e-5);
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        String yaml = "recipe: attention\nmodules: 5\nmaxEpochs: 6";
        assertThat(OnnxWriter.write(train(yaml))).isEqualTo(OnnxWriter.write(train(yaml)));
    }

    private static double sum(float[] row) {
        return IntStream.range(0, row.length).mapToDouble(j -> row[j]).sum();
    }

    private TrainedModel train(String yaml) {
        try {
            Recipe recipe = Recipes.read(Files.writeString(folder.resolve("recipe.yaml"), yaml));
            return recipe.train(SET, SPLIT, 11, Progress.silent());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
