package org.expressway.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.junit.jupiter.api.Test;

class GeneChoiceTest {
    private static final float NAN = Float.NaN;

    /** Variances 0, 1, 9 (of two values), 4, 0. */
    private static final float[][] ROWS = {{5, 1, 2, 0, NAN}, {5, 3, 8, 4, NAN}, {5, 2, NAN, 2, NAN}};

    @Test
    void theMostVariableGenesAreChosenAndStandInThePanelsOrder() {
        assertThat(new GeneChoice.MostVariable(2).of(set())).containsExactly(2, 3);
        assertThat(new GeneChoice.MostVariable(3).of(set())).containsExactly(1, 2, 3);
        assertThat(new GeneChoice.MostVariable(99).of(set())).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void listedGenesAreFoundByNameAndUnknownOnesPassedOver() {
        TrainingSet named = set().withGeneIds(List.of("a", "b", "c", "d", "e"));
        assertThat(new GeneChoice.Listed(List.of("d", "b", "nobody")).of(named)).containsExactly(1, 3);
        assertThatThrownBy(() -> new GeneChoice.Listed(List.of("nobody")).of(named))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("none of the 1 genes listed (nobody");
    }

    @Test
    void genesWithoutNamesCannotBeChosenByName() {
        assertThatThrownBy(() -> new GeneChoice.Listed(List.of("d")).of(set()))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("without the names");
    }

    private static TrainingSet set() {
        List<String> ids = IntStream.range(0, 3).mapToObj(Integer::toString).toList();
        return new TrainingSet(ROWS, new int[] {0, 1, 0}, List.of("x", "y"), ids, ids);
    }
}
