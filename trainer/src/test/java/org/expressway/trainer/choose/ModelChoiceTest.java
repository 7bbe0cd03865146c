package org.expressway.trainer.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void theRecipeWithTheLowerValidationLossIsChosen() {
        Choice choice = ModelChoice.of(SET, ChoiceSettings.standard(Optional.empty(), Set.of(), 4), Progress.silent());

        double least = choice.candidates().stream()
                .mapToDouble(candidate -> candidate.validation().logLoss())
                .min()
                .orElseThrow();
        assertThat(choice.chosen().validation().logLoss()).isEqualTo(least);
        assertThat(choice.candidates()).extracting(c -> c.model().recipe()).containsExactly("logistic", "dense");
        assertThat(choice.parity()).isLessThanOrEqualTo(1e-5);
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
