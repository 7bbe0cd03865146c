package org.expressway.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Stream;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.DenseRecipe;
import org.expressway.trainer.recipe.LogisticRecipe;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.expressway.trainer.recipe.TrainedModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParityTest {
    private static final TrainingSet SET = SimulatedSamples.of(300, 500, 4, 1, 6);
    private static final Split SPLIT = SubjectSplit.of(SET, SplitShares.standard(), Set.of(), 6);

    static Stream<Recipe> recipes() {
        return Recipes.names().stream().map(Recipes::named);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theExportGivesTheModelsProbabilitiesOnHeldOutSamplesWithGaps(Recipe recipe) {
        TrainedModel model = recipe.train(SET, SPLIT, 6, Progress.silent());
        float[][] rows = SET.x().batch(SPLIT.test());
        for (int i = 0; i < rows.length; i++) {
            rows[i] = rows[i].clone();
            rows[i][i % 500] = Float.NaN;
        }
        assertThat(rows.length).isGreaterThanOrEqualTo(64);
        assertThat(Parity.require(model, OnnxWriter.write(model), Profiles.of(rows)))
                .isLessThanOrEqualTo(1e-5);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theSameModelGivesTheSameBytes(Recipe recipe) {
        TrainedModel model = recipe.train(SET, SPLIT, 6, Progress.silent());
        assertThat(OnnxWriter.write(model)).isEqualTo(OnnxWriter.write(model));
    }

    @Test
    void anExportOfAnotherModelIsRefused() {
        TrainedModel model = LogisticRecipe.standard().train(SET, SPLIT, 6, Progress.silent());
        TrainedModel other = DenseRecipe.standard().train(SET, SPLIT, 6, Progress.silent());
        assertThatThrownBy(() -> Parity.require(model, OnnxWriter.write(other), SET.rows(SPLIT.test())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was released");
    }

    @Test
    void bytesThatAreNoModelAreRefused() {
        TrainedModel model = LogisticRecipe.standard().train(SET, SPLIT, 6, Progress.silent());
        assertThatThrownBy(() -> Parity.require(model, new byte[] {1, 2, 3}, SET.rows(SPLIT.test())))
                .hasMessageContaining("ONNX Runtime refuses");
    }
}
