package org.expressway.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SplitShares;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.Unlabelled;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.onnx.OnnxWriter;
import org.junit.jupiter.api.Test;

class AutoencoderRecipeTest {
    private static final TrainingSet SET = SimulatedSamples.of(200, 120, 4, 1.5, 11);
    private static final Split SPLIT = SubjectSplit.of(SET, SplitShares.standard(), Set.of(), 11);

    @Test
    void signalIsLearned() {
        assertThat(LogisticRecipeTest.accuracy(train(SET), SET, SPLIT.test())).isGreaterThan(.85);
    }

    @Test
    void aSampleUnlikeTheOthersIsGivenBackWorse() {
        float[][] known = SET.x().batch(SPLIT.test());
        float[][] strange =
                Arrays.stream(known).map(AutoencoderRecipeTest::shuffled).toArray(float[][]::new);
        TrainedModel model = train(SET);

        assertThat(meanResidual(model, strange)).isGreaterThan(1.1 * meanResidual(model, known));
        assertThat(model.further(known).get("latent")[0]).hasSize(8);
    }

    @Test
    void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() {
        assertThat(OnnxWriter.write(train(SET))).isEqualTo(OnnxWriter.write(train(SET)));
        assertThat(OnnxWriter.write(recipe().train(SET, SPLIT, 12, Progress.silent())))
                .isNotEqualTo(OnnxWriter.write(train(SET)));
    }

    @Test
    void unlabelledSamplesAreLearnedFromUnlessTheirSubjectIsHeldOut() {
        byte[] alone = OnnxWriter.write(train(SET));
        float[][] others = SimulatedSamples.of(40, 120, 4, 1.5, 99).x().toArray(float[][]::new);

        assertThat(OnnxWriter.write(train(SET.withUnlabelled(of(others, "a stranger")))))
                .isNotEqualTo(alone);
        String heldOut = SET.subjects().get(SPLIT.test()[0]);
        assertThat(OnnxWriter.write(train(SET.withUnlabelled(of(others, heldOut)))))
                .isEqualTo(alone);
    }

    private static Unlabelled of(float[][] x, String subject) {
        return new Unlabelled(
                x, IntStream.range(0, x.length).mapToObj(i -> subject).toList());
    }

    private static double meanResidual(TrainedModel model, float[][] rows) {
        return Arrays.stream(model.further(rows).get("residual"))
                .mapToDouble(row -> row[0])
                .average()
                .orElseThrow();
    }

    private static float[] shuffled(float[] row) {
        float[] out = new float[row.length];
        for (int g = 0; g < row.length; g++) {
            out[g] = 12 - 1.5f * row[(g + 1) % row.length];
        }
        return out;
    }

    private static TrainedModel train(TrainingSet set) {
        return recipe().train(set, SPLIT, 11, Progress.silent());
    }

    private static Recipe recipe() {
        return new AutoencoderRecipe(
                32, 8, 16, .2, .1, 8, new Schedule(1e-4, 3e-3, 32, 5, 25, ClassWeights.BALANCED), new GeneChoice.All());
    }

    @Test
    void itsNameIsInTheRegistry() {
        assertThat(List.of(Recipes.named("autoencoder").name())).isEqualTo(List.of("autoencoder"));
    }
}
