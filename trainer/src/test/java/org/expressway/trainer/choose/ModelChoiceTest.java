package org.expressway.trainer.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelChoiceTest {
    private static final TrainingSet SET = SimulatedSamples.of(150, 80, 3, 1, 4);

    @Test
    void theBaselineStaysUnlessAnotherIsBetterByMoreThanChance() {
        Choice choice = ModelChoice.of(SET, ChoiceSettings.standard(Optional.empty(), Set.of(), 4), Progress.silent());

        Candidate baseline = choice.candidates().get(0);
        Candidate dense = choice.candidates().get(1);
        Candidate expected = OneStandardError.better(dense.right(), baseline.right()) ? dense : baseline;
        assertThat(choice.chosen()).isSameAs(expected);
        assertThat(choice.candidates()).extracting(c -> c.model().recipe()).containsExactly("logistic", "dense");
        assertThat(choice.parity()).isLessThanOrEqualTo(1e-5);
    }

    @ParameterizedTest
    @CsvSource({"0,0,false", "1,0,false", "2,0,true", "3,2,false", "5,2,true", "0,9,false", "30,25,false", "35,25,true"
    })
    void oneStandardErrorOfTheDiscordantCallsDecides(int gained, int lost, boolean better) {
        boolean[] model = new boolean[100];
        boolean[] baseline = new boolean[100];
        Arrays.fill(model, 0, gained, true);
        Arrays.fill(baseline, gained, gained + lost, true);
        Arrays.fill(model, 80, 100, true);
        Arrays.fill(baseline, 80, 100, true);

        assertThat(OneStandardError.better(model, baseline)).isEqualTo(better);
    }

    @Test
    void whatIsReleasedLearnedFromAllButThoseWhoCalibrateIt() {
        ChoiceSettings settings = ChoiceSettings.standard(Optional.of("logistic"), Set.of(), 4);

        Choice choice = ModelChoice.of(SET, settings, Progress.silent());

        Profiles learned = SET.rows(IntStream.range(0, SET.samples())
                .filter(i -> IntStream.of(choice.split().test()).noneMatch(test -> test == i))
                .toArray());
        float[] mean = new float[SET.genes()];
        for (int g = 0; g < mean.length; g++) {
            double sum = 0;
            for (float[] row : learned) {
                sum += row[g];
            }
            mean[g] = (float) (sum / learned.size());
        }
        assertThat(choice.released().standardisation().mean()).containsExactly(mean, within(1e-5f));
        assertThat(choice.chosen().model().standardisation().mean()).isNotEqualTo(mean);
    }

    @Test
    void aForcedRecipeIsChosenWhateverTheFigures() {
        for (String name : List.of("logistic", "dense")) {
            ChoiceSettings settings = ChoiceSettings.standard(Optional.of(name), Set.of(), 4);
            assertThat(ModelChoice.of(SET, settings, Progress.silent())
                            .chosen()
                            .model()
                            .recipe())
                    .isEqualTo(name);
        }
        assertThatThrownBy(() -> ChoiceSettings.standard(Optional.of("forest"), Set.of(), 4))
                .hasMessageStartingWith("recipe forest: expected one of attention, autoencoder, dense, logistic");
    }

    @Test
    void nothingLabelledIsRefused() {
        TrainingSet empty = TrainingSet.of(new float[0][], List.of(), List.of(), List.of());
        ChoiceSettings settings = ChoiceSettings.standard(Optional.empty(), Set.of(), 4);
        assertThatThrownBy(() -> ModelChoice.of(empty, settings, Progress.silent()))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("no labelled sample");
    }
}
