package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;
import org.junit.jupiter.api.Test;

class DenseRecipeTest {
    @Test
    void signalIsLearned() {
        TrainingSet set = SimulatedSamples.of(240, 300, 4, 1, 11);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 11);
        TrainedModel model = DenseRecipe.standard().train(set, split, 11, Progress.silent());

        assertThat(LogisticRecipeTest.accuracy(model, set, split.test())).isGreaterThan(.85);
    }

    @Test
    void noiseIsCalledNearChance() {
        TrainingSet set = SimulatedSamples.of(400, 100, 4, 0, 5);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 5);
        TrainedModel model = DenseRecipe.standard().train(set, split, 5, Progress.silent());

        assertThat(LogisticRecipeTest.accuracy(model, set, split.test())).isBetween(.10, .40);
    }

    @Test
    void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
        TrainingSet set = SimulatedSamples.of(90, 120, 3, 1, 2);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 2);

        assertThat(firstWeights(set, split, 7)).isEqualTo(firstWeights(set, split, 7));
        assertThat(firstWeights(set, split, 8)).isNotEqualTo(firstWeights(set, split, 7));
    }

    @Test
    void trainingStopsWhenValidationHasNotImprovedForAsLongAsThePatience() {
        TrainingSet set = SimulatedSamples.of(120, 80, 3, 0, 3);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 3);
        List<Double> losses = new ArrayList<>();
        DenseRecipe recipe = recipe(4, 100);
        TrainedModel model =
                recipe.train(set, split, 3, (name, epoch, train, validation, seconds) -> losses.add(validation));

        int best = Integer.parseInt(model.settings().get("bestEpoch"));
        assertThat(losses).hasSize(best + 4);
        double least = losses.stream().min(Double::compare).orElseThrow();
        assertThat(losses.get(best - 1)).isCloseTo(least, within(EarlyStopping.LEAST_IMPROVEMENT));
    }

    private static float[] firstWeights(TrainingSet set, Split split, long seed) {
        DenseRecipe recipe = recipe(3, 12);
        DenseModel model = (DenseModel) recipe.train(set, split, seed, Progress.silent());
        return model.layers().get(0).weights();
    }

    private static DenseRecipe recipe(int patience, int maxEpochs) {
        return new DenseRecipe(
                32, 16, .3, new Schedule(1e-4, 1e-3, 32, patience, maxEpochs, ClassWeights.NONE), new GeneChoice.All());
    }
}
