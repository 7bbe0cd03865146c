package org.expressway.trainer.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldPlanTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everySampleIsHeldOutOnceAndNoSubjectMeetsItself(long seed) {
        TrainingSet set = cohort(seed);
        List<Fold> folds = new FoldPlan.Stratified(5).folds(set, seed);
        int[] tested = folds.stream()
                .flatMapToInt(fold -> IntStream.of(fold.test()))
                .sorted()
                .toArray();
        assertThat(tested)
                .as("seed %d", seed)
                .isEqualTo(IntStream.range(0, set.samples()).toArray());
        folds.forEach(fold -> assertThat(subjects(set, fold.train()))
                .as("seed %d", seed)
                .doesNotContainAnyElementsOf(subjects(set, fold.test())));
    }

    @Test
    void foldsHoldEachClassInItsShare() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            labels.add(i < 70 ? "a" : "b");
        }
        TrainingSet set = of(labels, names("p", 100));
        for (Fold fold : new FoldPlan.Stratified(5).folds(set, 3)) {
            assertThat(fold.test()).hasSize(20);
            assertThat(IntStream.of(fold.test()).filter(i -> i < 70).count()).isEqualTo(14);
        }
    }

    @Test
    void theSameSeedGivesTheSameFolds() {
        TrainingSet set = cohort(4);
        assertThat(tests(new FoldPlan.Stratified(4).folds(set, 9)))
                .isEqualTo(tests(new FoldPlan.Stratified(4).folds(set, 9)))
                .isNotEqualTo(tests(new FoldPlan.Stratified(4).folds(set, 10)));
    }

    @Test
    void aSplitWithOneSubjectOnBothSidesIsRefused() {
        TrainingSet set = of(List.of("a", "a", "b", "b"), List.of("p1", "p2", "p3", "p1"));
        assertThatThrownBy(() -> new FoldPlan.AsGiven(List.of("train", "train", "test", "test")).folds(set, 1))
                .isInstanceOf(UnfitTrainingSet.class)
                .hasMessageContaining("p1")
                .hasMessageContaining("both sides");
    }

    @Test
    void aColumnOfTrainAndTestIsOneSplit() {
        TrainingSet set = of(List.of("a", "b", "a", "b"), names("p", 4));
        List<Fold> folds = new FoldPlan.AsGiven(List.of("train", "train", "test", "test")).folds(set, 1);
        assertThat(folds).hasSize(1);
        assertThat(folds.get(0).test()).containsExactly(2, 3);
    }

    @Test
    void aColumnOfOtherNamesHoldsEachOut() {
        TrainingSet set = of(List.of("a", "b", "a", "b"), names("p", 4));
        assertThat(new FoldPlan.AsGiven(List.of("x", "x", "y", "y")).folds(set, 1))
                .extracting(Fold::name)
                .containsExactly("x", "y");
        assertThatThrownBy(() -> new FoldPlan.AsGiven(List.of("train", "x", "test", "x")).folds(set, 1))
                .hasMessageContaining("split column");
    }

    @Test
    void aSubjectOfTwoSitesTeachesNothingWhileOneOfThemIsHeldOut() {
        TrainingSet set = of(List.of("a", "b", "a", "b", "a"), List.of("p1", "p2", "p3", "p4", "p1"));
        List<Fold> folds = new FoldPlan.LeaveOneSiteOut(List.of("h1", "h1", "h2", "h2", "h2")).folds(set, 1);
        assertThat(folds.get(0).test()).containsExactly(0, 1);
        assertThat(folds.get(0).train()).containsExactly(2, 3);
    }

    @Test
    void sitesAreHeldOutTogetherUnlessASubjectWasSeenAtTwo() {
        TrainingSet set = of(List.of("a", "b", "a"), List.of("p1", "p2", "p2"));
        List<String> apart = List.of("h1", "h2", "h2");
        assertThat(new FoldPlan.LeaveOneSiteOut(apart).groups(set)).isEqualTo(apart);
        assertThat(new FoldPlan.LeaveOneSiteOut(List.of("h1", "h1", "h2")).groups(set))
                .isEqualTo(set.subjects());
        assertThat(new FoldPlan.Stratified(2).groups(set)).isEqualTo(set.subjects());
    }

    @Test
    void oneSiteCannotBeLeftOut() {
        assertThatThrownBy(() ->
                        new FoldPlan.LeaveOneSiteOut(List.of("h", "h")).folds(of(List.of("a", "b"), names("p", 2)), 1))
                .hasMessageContaining("two or more sites");
    }

    @Test
    void aShareIsDrawnFromEveryClass() {
        TrainingSet set = cohort(2);
        Fold fold = new FoldPlan.HeldOutShare(.3).folds(set, 1).get(0);
        assertThat((double) fold.test().length / set.samples()).isBetween(.2, .4);
        assertThat(IntStream.of(set.labels(fold.test())).distinct().count()).isEqualTo(3);
    }

    @Test
    void aClassOfOneSubjectIsRefused() {
        TrainingSet set = of(List.of("a", "a", "b"), names("p", 3));
        assertThatThrownBy(() -> new FoldPlan.Stratified(2).folds(set, 1))
                .hasMessageContaining("class b has 1 subject");
    }

    private static List<List<Integer>> tests(List<Fold> folds) {
        return folds.stream()
                .map(fold -> Arrays.stream(fold.test()).boxed().toList())
                .toList();
    }

    private static Set<String> subjects(TrainingSet set, int[] samples) {
        return IntStream.of(samples).mapToObj(set.subjects()::get).collect(Collectors.toCollection(HashSet::new));
    }

    /** Three classes, one to three samples a subject, now and then of two classes. */
    private static TrainingSet cohort(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> labels = new ArrayList<>();
        List<String> subjects = new ArrayList<>();
        for (int subject = 0; subject < 90; subject++) {
            int c = random.nextInt(3);
            for (int s = 0; s <= random.nextInt(3); s++) {
                labels.add("c" + (random.nextInt(10) == 0 ? random.nextInt(3) : c));
                subjects.add("p" + subject);
            }
        }
        return of(labels, subjects);
    }

    private static List<String> names(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }

    private static TrainingSet of(List<String> labels, List<String> subjects) {
        return TrainingSet.of(new float[labels.size()][2], labels, subjects, names("s", labels.size()));
    }
}
