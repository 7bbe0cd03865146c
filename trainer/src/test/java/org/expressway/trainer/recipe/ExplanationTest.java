package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.expressway.analysis.explain.Attribution;
import org.expressway.analysis.explain.IntegratedGradients;
import org.expressway.analysis.explain.Margin;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.onnx.ExportedPath;
import org.expressway.trainer.onnx.OnnxWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exported explanations beside central differences of the same networks in plain double precision. */
class ExplanationTest {
    private static final int GENES = 60;
    private static final int CLASSES = 4;
    private static final TrainingSet SET = SimulatedSamples.of(120, GENES, CLASSES, 1.2, 6)
            .withGeneIds(IntStream.range(0, GENES).mapToObj(g -> "G" + g).toList());
    private static final Split SPLIT = SubjectSplit.of(SET, SplitShares.standard(), Set.of(), 6);

    @TempDir
    static Path folder;

    private static Path overlapping;

    @BeforeAll
    static void writeModules() throws IOException {
        overlapping = Files.writeString(
                folder.resolve("sets.gmt"),
                "a\t\tG0\tG1\tG2\tG3\tG8\tG16\nb\t\tG3\tG4\tG5\tG6\tG9\nc\t\tG0\tG7\tG10\tG20\tG30\tG40\n");
    }

    /** Few epochs and units: whether the graph is the network does not depend on how well it has learned. */
    private static final Map<String, String> SMALL = Map.of(
            "logistic", "costs: [.01]\n",
            "logistic-weighted", "costs: [.01]\n",
            "dense", "maxEpochs: 4\nfirst: 16\nsecond: 8\n",
            "autoencoder", "maxEpochs: 4\npretraining: 2\nwide: 16\nlatent: 8\nhidden: 8\n",
            "attention", "maxEpochs: 4\nmodules: 8\nwidth: 8\n");

    static Stream<String> recipes() {
        return Recipes.names().stream()
                .map(name -> "recipe: " + name + "\n" + SMALL.getOrDefault(name, ""))
                .flatMap(yaml -> Stream.of(yaml, yaml + "genes: mostVariable\ntopGenes: 40\n"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void contributionsAreThoseOfAPlainReference(String yaml) throws IOException {
        requireEqual(train(yaml));
    }

    /** A gene of two modules gets what comes through both. */
    @Test
    void contributionsAreThoseOfAPlainReferenceWhereModulesOverlap() throws IOException {
        requireEqual(train("recipe: attention\nmaxEpochs: 4\nwidth: 8\ngeneSets: " + overlapping + "\n"));
    }

    private static void requireEqual(TrainedModel model) {
        PlainModel plain = PlainModel.of(model);
        float[][] rows = SET.x().batch(SPLIT.test());
        try (ExportedPath exported = new ExportedPath(OnnxWriter.explanation(model, CLASSES), CLASSES)) {
            exported.require(model, rows);
            double worst = 0;
            for (int i = 0; i < 6; i++) {
                Margin margin = Margin.of(model.probabilities(new float[][] {rows[i]})[0]);
                float[] baseline = centroid(margin.second());
                Attribution seen = IntegratedGradients.of(exported, baseline, rows[i], margin);
                Attribution wanted = IntegratedGradients.of(plain, baseline, rows[i], margin);
                assertThat(seen.steps()).isEqualTo(wanted.steps());
                assertThat(seen.marginChange()).isCloseTo(wanted.marginChange(), within(1e-4));
                double scale = Arrays.stream(wanted.contributions())
                        .map(Math::abs)
                        .max()
                        .orElseThrow();
                for (int g = 0; g < GENES; g++) {
                    double off = Math.abs(seen.contributions()[g] - wanted.contributions()[g]) / scale;
                    worst = Math.max(worst, off);
                    assertThat(off)
                            .as("%s sample %d gene %d", model.recipe(), i, g)
                            .isLessThanOrEqualTo(1e-4);
                }
            }
            System.out.printf("%s: contributions differ by up to %.1e of the largest%n", model.recipe(), worst);
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theSameModelGivesTheSameExplanationBytes(String yaml) throws IOException {
        TrainedModel model = train(yaml);
        assertThat(OnnxWriter.explanation(model, CLASSES)).isEqualTo(OnnxWriter.explanation(model, CLASSES));
    }

    @Test
    void anExplanationOfAnotherModelIsRefused() throws IOException {
        byte[] other = OnnxWriter.explanation(train("recipe: dense\nmaxEpochs: 4\n"), CLASSES);
        TrainedModel model = train("recipe: logistic\ncosts: [.01]\n");
        try (ExportedPath path = new ExportedPath(other, CLASSES)) {
            assertThatThrownBy(() -> path.require(model, SET.x().batch(SPLIT.test())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("nothing was released");
        }
    }

    private static TrainedModel train(String yaml) throws IOException {
        return Recipes.read(Files.writeString(folder.resolve("recipe.yaml"), yaml))
                .train(SET, SPLIT, 6, Progress.silent());
    }

    private static float[] centroid(int label) {
        float[] mean = new float[GENES];
        int n = 0;
        for (int i : SPLIT.train()) {
            if (SET.y()[i] == label) {
                n++;
                for (int g = 0; g < GENES; g++) {
                    mean[g] += SET.x().get(i)[g];
                }
            }
        }
        for (int g = 0; g < GENES; g++) {
            mean[g] /= n;
        }
        return mean;
    }
}
