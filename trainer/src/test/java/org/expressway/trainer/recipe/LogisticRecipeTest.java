package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.onnx.Parity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogisticRecipeTest {
    /**
     * Minimum found by scipy 1.17.1's trust-constr (gradient 2e-10) of .5‖W‖² + C Σ −log p on x[i][j] = ((7i + 13j) mod 11)/2
     * + [j = i mod 3], 12 × 4, y = i mod 3, C = .5, genes standardised with divisor n.
     */
    @Test
    void weightsAndProbabilitiesAgreeWithAnIndependentOptimiser() {
        TrainedModel model = new LogisticRecipe(List.of(.5), 2).train(lattice(), allTraining(12), 1, Progress.silent());

        float[] weights = ((LogisticModel) model).layer().weights();
        double[] golden = {
            .45961377,
            .03532047,
            -.49493424,
            -.38827975,
            .73948228,
            -.35120253,
            -.54173299,
            .21417588,
            .32755712,
            -.07767662,
            -.21482192,
            .29249854
        };
        for (int j = 0; j < golden.length; j++) {
            assertThat(weights[j]).as("weight " + j).isCloseTo((float) golden[j], within(1e-5f));
        }
        assertThat(model.probabilities(lattice().x())[0][0]).isCloseTo(.38457828, within(2e-6));
        assertThat(model.probabilities(lattice().x())[2][2]).isCloseTo(.64273386, within(2e-6));
        assertThat(Double.parseDouble(model.settings().get("gradientNorm"))).isLessThanOrEqualTo(1e-6);
    }

    /** scikit-learn 1.2.1, LogisticRegression(C=.5, class_weight="balanced"), newton-cg, on the first 10 rows of the same. */
    @Test
    void balancedWeightsAgreeWithScikitLearn() {
        TrainingSet ten = lattice().subset(IntStream.range(0, 10).toArray());
        LogisticRecipe recipe = new LogisticRecipe(
                List.of(.5), 2, ClassWeights.BALANCED, TuneBy.BALANCED_LOG_LOSS, new GeneChoice.All());
        TrainedModel model = recipe.train(ten, allTraining(10), 1, Progress.silent());

        float[] weights = ((LogisticModel) model).layer().weights();
        assertThat(Arrays.copyOf(weights, 6))
                .containsExactly(
                        new float[] {.38902872f, -.0309405f, -.35808822f, -.39065542f, .50577606f, -.11512064f},
                        within(1e-5f));
        assertThat(model.probabilities(ten.x())[0][0]).isCloseTo(.41664520, within(2e-6));
        assertThat(model.probabilities(ten.x())[2][2]).isCloseTo(.79938896, within(2e-6));
    }

    @Test
    void onlyTheChosenGenesAreUsedAndTheWholePanelIsStillTaken() {
        TrainingSet set = SimulatedSamples.of(60, 40, 3, 1, 2);
        LogisticRecipe recipe =
                new LogisticRecipe(List.of(.01), 2, ClassWeights.NONE, TuneBy.LOG_LOSS, new GeneChoice.MostVariable(7));
        TrainedModel model = recipe.train(set, allTraining(set.samples()), 1, Progress.silent());

        assertThat(((LogisticModel) model).layer().inputs()).isEqualTo(7);
        assertThat(model.standardisation().mean()).hasSize(40);
        assertThat(Parity.require(model, OnnxWriter.write(model), set.x())).isLessThanOrEqualTo(1e-5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theRotatedProblemHasTheSameOptimumAsTheGenes(long seed) {
        TrainingSet set = SimulatedSamples.of(20, 60, 3, 1, seed);
        Standardised x = new Standardised(Inputs.of(set, new GeneChoice.All()), set.x());
        double[] values = new double[set.samples() * 60];
        x.block(0, 60, values);
        Basis genes = new Basis.Genes(values, 60);
        Basis rotated = new Basis.Rotated(Rotation.of(x), 60);

        assertThat(layer(rotated, set).weights())
                .containsExactly(layer(genes, set).weights(), within(2e-6f));
        assertThat(layer(rotated, set).bias()).containsExactly(layer(genes, set).bias(), within(2e-6f));
    }

    @Test
    void signalIsLearnedAndTheCostChosenIsOneOfThoseOffered() {
        TrainingSet set = SimulatedSamples.of(240, 300, 4, 1, 11);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 11);
        TrainedModel model = LogisticRecipe.standard().train(set, split, 11, Progress.silent());

        assertThat(accuracy(model, set, split.test())).isGreaterThan(.9);
        assertThat(LogisticRecipe.standard().costs())
                .contains(Double.parseDouble(model.settings().get("cost")));
    }

    @Test
    void noiseIsCalledNearChance() {
        TrainingSet set = SimulatedSamples.of(400, 100, 4, 0, 5);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 5);
        TrainedModel model = LogisticRecipe.standard().train(set, split, 5, Progress.silent());

        // 108 test samples at 1/4: sd .042.
        assertThat(accuracy(model, set, split.test())).isBetween(.10, .40);
        assertThat(Double.parseDouble(model.settings().get("cost")))
                .as("a strong penalty")
                .isLessThanOrEqualTo(1e-3);
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        TrainingSet set = SimulatedSamples.of(60, 200, 3, 1, 2);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 2);
        float[] first = weights(set, split);

        assertThat(weights(set, split)).isEqualTo(first);
    }

    private static float[] weights(TrainingSet set, Split split) {
        TrainedModel model = LogisticRecipe.standard().train(set, split, 3, Progress.silent());
        return ((LogisticModel) model).layer().weights();
    }

    private static AffineLayer layer(Basis basis, TrainingSet set) {
        Scores scores = basis.scores(set.y(), 3);
        try (NativeMatrix x = new NativeMatrix(scores.values(), set.samples(), scores.dimensions())) {
            MultinomialLoss loss = new MultinomialLoss(x, set.y(), new double[] {1, 1, 1}, .1);
            Lbfgs.Optimum optimum = Lbfgs.minimise(loss, new double[loss.parameters()], 1e-9, 5000);
            return basis.layer(optimum.theta(), 3);
        }
    }

    static double accuracy(TrainedModel model, TrainingSet set, int[] side) {
        return Metrics.of(model.probabilities(set.rows(side)), set.labels(side)).accuracy();
    }

    private static TrainingSet lattice() {
        float[][] x = new float[12][4];
        int[] y = new int[12];
        for (int i = 0; i < 12; i++) {
            for (int j = 0; j < 4; j++) {
                x[i][j] = ((i * 7 + j * 13) % 11) / 2f + (j == i % 3 ? 1 : 0);
            }
            y[i] = i % 3;
        }
        List<String> ids = IntStream.range(0, 12).mapToObj(Integer::toString).toList();
        return new TrainingSet(x, y, List.of("a", "b", "c"), ids, ids);
    }

    private static Split allTraining(int samples) {
        return new Split(IntStream.range(0, samples).toArray(), new int[0], new int[0], false);
    }
}
