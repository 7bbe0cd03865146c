package org.expressway.trainer.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.expressway.trainer.SimulatedSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectSplitTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSubjectStandsOnTwoSides(long seed) {
        TrainingSet set = SimulatedSamples.of(97, 2, 4, 1, seed);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), seed);

        Set<String> train = subjects(set, split.train());
        Set<String> validation = subjects(set, split.validation());
        Set<String> test = subjects(set, split.test());
        assertThat(train).doesNotContainAnyElementsOf(validation).doesNotContainAnyElementsOf(test);
        assertThat(validation).doesNotContainAnyElementsOf(test);
        assertThat(train.size() + validation.size() + test.size()).isEqualTo(97);
        assertThat(split.train().length + split.validation().length + split.test().length)
                .isEqualTo(set.samples());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everySideHoldsEveryClassInItsShare(long seed) {
        TrainingSet set = SimulatedSamples.of(100, 2, 4, 1, seed);
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), seed);

        assertThat(subjects(set, split.test())).hasSize(20);
        assertThat(subjects(set, split.validation())).hasSize(16);
        for (int[] side : List.of(split.train(), split.validation(), split.test())) {
            assertThat(Arrays.stream(set.labels(side)).distinct().count()).isEqualTo(4);
        }
    }

    @Test
    void theSameSeedGivesTheSameSplitAndAnotherAnother() {
        TrainingSet set = SimulatedSamples.of(60, 2, 3, 1, 9);
        Split first = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 4);

        assertThat(SubjectSplit.of(set, SplitShares.standard(), Set.of(), 4).test())
                .isEqualTo(first.test());
        assertThat(SubjectSplit.of(set, SplitShares.standard(), Set.of(), 5).test())
                .isNotEqualTo(first.test());
    }

    @Test
    void theOrderOfTheSamplesDoesNotMatter() {
        TrainingSet set = SimulatedSamples.of(60, 2, 3, 1, 9);
        int[] backwards = IntStream.range(0, set.samples())
                .map(i -> set.samples() - 1 - i)
                .toArray();
        TrainingSet turned = set.subset(backwards);

        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 4);
        Split again = SubjectSplit.of(turned, SplitShares.standard(), Set.of(), 4);
        assertThat(subjects(turned, again.test())).isEqualTo(subjects(set, split.test()));
    }

    @Test
    void subjectsOfTheReferenceStayOnTheTrainingSideWhereOthersSuffice() {
        TrainingSet set = SimulatedSamples.of(100, 2, 4, 1, 1);
        Set<String> reference = subjectsBelow(40);
        Split split = SubjectSplit.of(set, SplitShares.standard(), reference, 1);

        assertThat(split.referenceSubjectsInTest()).isFalse();
        assertThat(subjects(set, split.test())).doesNotContainAnyElementsOf(reference);
        assertThat(subjects(set, split.validation())).doesNotContainAnyElementsOf(reference);
    }

    @Test
    void validationTakesFromTheReferenceBeforeTheTestDoes() {
        TrainingSet set = SimulatedSamples.of(100, 2, 4, 1, 1);
        Split split = SubjectSplit.of(set, SplitShares.standard(), subjectsBelow(76), 1);

        assertThat(split.referenceSubjectsInTest()).isFalse();
        assertThat(subjects(set, split.validation())).containsAnyElementsOf(subjectsBelow(76));
    }

    @Test
    void aTestThatHoldsSubjectsOfTheReferenceSaysSo() {
        TrainingSet set = SimulatedSamples.of(100, 2, 4, 1, 1);
        Split split = SubjectSplit.of(set, SplitShares.standard(), subjectsBelow(100), 1);

        assertThat(split.referenceSubjectsInTest()).isTrue();
        assertThat(subjects(set, split.test())).hasSize(20);
    }

    @Test
    void aClassOfTwoSubjectsHasOneToLearnFromAndOneToBeTestedOn() {
        TrainingSet set = labelled("a", "a", "b", "b", "b", "b");
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 1);

        assertThat(Arrays.stream(set.labels(split.train())).filter(c -> c == 0).count())
                .isEqualTo(1);
        assertThat(Arrays.stream(set.labels(split.test())).filter(c -> c == 0).count())
                .isEqualTo(1);
    }

    @Test
    void setsThatCannotTeachAreRefusedWithTheReason() {
        assertThatThrownBy(() -> SubjectSplit.of(labelled("a", "a", "a"), SplitShares.standard(), Set.of(), 1))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("at least two subtypes");
        assertThatThrownBy(() -> SubjectSplit.of(labelled("a", "a", "a", "b"), SplitShares.standard(), Set.of(), 1))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("subtype b has 1 subject");
        assertThatThrownBy(() -> SubjectSplit.of(labelled("a", "a", "b", "b"), SplitShares.standard(), Set.of(), 1))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("validation");
    }

    @Test
    void aSubjectIsStratifiedByItsMajorityOrByAllThatAreAsManyAsTheMost() {
        TrainingSet set = TrainingSet.of(
                new float[5][1],
                List.of("a", "b", "b", "a", "b"),
                List.of("s", "s", "s", "t", "t"),
                List.of("1", "2", "3", "4", "5"));
        assertThat(set.stratumOfSubject()).containsEntry("s", "b").containsEntry("t", "a + b");
    }

    @Test
    void patientsWhoGaveBothClassesAreSplitLikeAnyOthers() {
        TrainingSet set = TrainingSet.of(
                new float[40][1],
                IntStream.range(0, 40)
                        .mapToObj(i -> i % 2 == 0 ? "normal" : "tumour")
                        .toList(),
                IntStream.range(0, 40).mapToObj(i -> "patient-" + i / 2).toList(),
                IntStream.range(0, 40).mapToObj(i -> "sample-" + i).toList());
        Split split = SubjectSplit.of(set, SplitShares.standard(), Set.of(), 1);

        assertThat(set.labels(split.test())).hasSize(8).contains(0, 1);
        assertThat(subjects(set, split.test())).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aClassThatOnlyComesSecondInItsSubjectsIsStillLearnedFrom(long seed) {
        List<String> labels = List.of("a", "a", "c", "a", "a", "c", "a", "b", "b", "b");
        List<String> owners = List.of("p", "p", "p", "q", "q", "q", "r", "s", "t", "u");
        TrainingSet set = TrainingSet.of(new float[10][1], labels, owners, owners);
        Split split = SubjectSplit.of(set, new SplitShares(.3, .3), Set.of(), seed);

        assertThat(set.labels(split.train())).as("seed " + seed).contains(0, 1, 2);
    }

    @Test
    void innerFoldsNeverCutASubjectAndNeverHoldOutTheOnlyOneOfAClass() {
        TrainingSet set = SimulatedSamples.of(31, 1, 3, 1, 3);
        int[] folds = SubjectFolds.of(set, 3, 7);
        for (String subject : new HashSet<>(set.subjects())) {
            assertThat(IntStream.range(0, folds.length)
                            .filter(i -> set.subjects().get(i).equals(subject))
                            .map(i -> folds[i])
                            .distinct()
                            .count())
                    .isEqualTo(1);
        }
        assertThat(SubjectFolds.of(labelled("a", "b", "b", "b"), 3, 1)[0]).isEqualTo(-1);
    }

    private static TrainingSet labelled(String... labels) {
        List<String> ids =
                IntStream.range(0, labels.length).mapToObj(i -> "s" + i).toList();
        return TrainingSet.of(new float[labels.length][1], List.of(labels), ids, ids);
    }

    private static Set<String> subjectsBelow(int n) {
        return IntStream.range(0, n).mapToObj(i -> "subject-" + i).collect(Collectors.toSet());
    }

    private static Set<String> subjects(TrainingSet set, int[] samples) {
        Stream<String> subjects = Arrays.stream(samples).mapToObj(set.subjects()::get);
        return subjects.collect(Collectors.toCollection(TreeSet::new));
    }
}
