package org.expressway.trainer.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.expressway.trainer.SimulatedSamples;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {
    private static final TrainingSet SET = SimulatedSamples.of(150, 80, 3, 1, 4);

    @Test
    void theLowerValidationLossWinsAmongThoseAsRightAsTheBaseline() {
        Choice choice = ModelChoice.of(SET, ChoiceSettings.standard(Optional.empty(), Set.of(), 4), Progress.silent());

        double baseline = choice.candidates().get(0).validation().accuracy();
        double least = choice.candidates().stream()
                .filter(candidate -> candidate.validation().accuracy() >= baseline)
                .mapToDouble(candidate -> candidate.validation().logLoss())
                .min()
                .orElseThrow();
        assertThat(choice.chosen().validation().logLoss()).isEqualTo(least);
        assertThat(choice.candidates()).extracting(c -> c.model().recipe()).containsExactly("logistic", "dense");
        assertThat(choice.parity()).isLessThanOrEqualTo(1e-5);
    }

    @Test
    void whatIsReleasedLearnedFromEverybody() {
        ChoiceSettings settings = ChoiceSettings.standard(Optional.of("logistic"), Set.of(), 4);

        Choice choice = ModelChoice.of(SET, settings, Progress.silent());

        float[] meanOfAll = new float[SET.genes()];
        for (int g = 0; g < meanOfAll.length; g++) {
            double sum = 0;
            for (float[] row : SET.x()) {
                sum += row[g];
            }
            meanOfAll[g] = (float) (sum / SET.samples());
        }
        assertThat(choice.released().standardisation().mean()).containsExactly(meanOfAll, within(1e-5f));
        assertThat(choice.chosen().model().standardisation().mean()).isNotEqualTo(meanOfAll);
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
                .hasMessageContaining("forest is not one of [logistic, dense]");
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
