package org.expressway.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against ONNX Runtime itself. */
class ModelTest {
    private static final int GENES = 40;
    private final SmallModel small = SmallModel.random(1, GENES, 5);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scoresAreThoseOfAPlainComputation(long seed) throws InvalidModel {
        SmallModel plain = SmallModel.random(seed, GENES, 5);
        Model model = new Model("digest", plain.bundle());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            float[] values = values(random);
            Model.Scores scores = model.score(values);
            double[] expected = plain.probabilities(values);
            for (int k = 0; k < expected.length; k++) {
                assertThat(scores.probabilities()[k])
                        .as("seed %d, sample %d, class %d", seed, i, k)
                        .isCloseTo(expected[k], within(1e-5));
            }
        }
    }

    @Test
    void theSameValuesGiveTheSameBitsInEverySession() throws InvalidModel {
        float[] values = values(new SplittableRandom(9));
        double[] first = new Model("digest", small.bundle()).score(values).probabilities();
        Model again = new Model("digest", small.bundle());
        for (int i = 0; i < 50; i++) {
            assertThat(again.score(values).probabilities()).isEqualTo(first);
        }
    }

    @Test
    void missingGenesTakeTheTrainingMeanAndAreCounted() throws InvalidModel {
        Model model = new Model("digest", small.bundle());
        float[] missing = new float[GENES];
        Arrays.fill(missing, .5f);
        missing[0] = Float.NaN;
        missing[7] = Float.NaN;
        float[] filled = missing.clone();
        filled[0] = small.means()[0];
        filled[7] = small.means()[7];
        Model.Scores scores = model.score(missing);
        assertThat(scores.imputed()).isEqualTo(2);
        assertThat(scores.probabilities()).isEqualTo(model.score(filled).probabilities());
        assertThat(missing[0]).as("the sample's own values stay").isNaN();
    }

    @Test
    void anotherNumberOfGenesIsRefused() throws InvalidModel {
        Model model = new Model("digest", small.bundle());
        assertThatThrownBy(() -> model.score(new float[GENES - 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 40 genes")
                .hasMessageContaining("39");
    }

    @Test
    void valuesThatGiveNoProbabilitiesAreRefused() throws InvalidModel {
        Model model = new Model("digest", small.bundle());
        float[] values = new float[GENES];
        Arrays.fill(values, Float.POSITIVE_INFINITY);
        assertThatThrownBy(() -> model.score(values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("infinite");
    }

    @Test
    void aBundleWhosePartsDoNotFitIsRefusedBeforeItServes() {
        refused(small.bundle(new byte[] {1, 2, 3}), "ONNX Runtime refuses");
        refused(small.bundle(TinyOnnx.softmaxRegression(small.weights(), small.bias(), "scores")), "probabilities");
        refused(changed().setImputation(FloatVector.of(1, 2)).build(), "training means");
        float[] unknown = small.means().clone();
        unknown[3] = Float.NaN;
        refused(changed().setImputation(FloatVector.of(unknown)).build(), "training means");
        refused(changed().setClasses(List.of("a", "b", "c")).build(), "one a class");
        refused(changed().setClasses(List.of("only")).build(), "two or more");
        refused(changed().setClasses(List.of("a", "b", "c", "d", "a")).build(), "different");
    }

    private ModelBundle.Builder changed() {
        return ModelBundle.newBuilder(small.bundle());
    }

    private static void refused(ModelBundle bundle, String why) {
        assertThatThrownBy(() -> new Model("digest", bundle))
                .isInstanceOf(InvalidModel.class)
                .hasMessageContaining(why);
    }

    private static float[] values(SplittableRandom random) {
        float[] values = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            values[g] = random.nextInt(20) == 0 ? Float.NaN : (float) random.nextDouble(-3, 3);
        }
        return values;
    }
}
