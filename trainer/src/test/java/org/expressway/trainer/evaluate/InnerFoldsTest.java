package org.expressway.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.SubjectFolds;
import org.expressway.trainer.cohort.TrainingSet;
import org.junit.jupiter.api.Test;

class InnerFoldsTest {
    @Test
    void sitesAreHeldOutWholeTheLargestFirst() {
        TrainingSet side = side("aabbabab");
        List<String> sites = List.of("s", "s", "t", "t", "u", "u", "u", "t");
        assertThat(InnerFolds.of(side, sites, 3, 1)).containsExactly(2, 2, 0, 0, 1, 1, 1, 0);
    }

    @Test
    void whereASiteIsAllThereIsOfAClassPeopleAreHeldOut() {
        TrainingSet side = side("aabbbb");
        List<String> sites = List.of("s", "s", "t", "t", "u", "u");
        assertThat(InnerFolds.of(side, sites, 3, 1)).isEqualTo(SubjectFolds.of(side, 3, 1));
    }

    @Test
    void ofOneSitePeopleAreHeldOut() {
        TrainingSet side = side("abab");
        assertThat(InnerFolds.of(side, List.of("s", "s", "s", "s"), 3, 1)).isEqualTo(SubjectFolds.of(side, 3, 1));
    }

    private static TrainingSet side(String classes) {
        List<String> ids =
                IntStream.range(0, classes.length()).mapToObj(Integer::toString).toList();
        List<String> labels =
                classes.chars().mapToObj(c -> String.valueOf((char) c)).toList();
        return TrainingSet.of(new float[classes.length()][1], labels, ids, ids);
    }
}
