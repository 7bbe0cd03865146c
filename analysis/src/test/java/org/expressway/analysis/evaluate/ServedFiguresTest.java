package org.expressway.analysis.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ServedFiguresTest {
    @Test
    void figuresAgreeWithThoseWorkedOutByHand() {
        ServedFigures figures = ServedFigures.of(
                List.of(
                        call(.9, "a", false, Set.of("a")),
                        call(.6, "b", true, Set.of("a", "b")),
                        call(.2, "b", false, Set.of("b")),
                        call(.7, "b", false, Set.of("a")),
                        call(.8, null, false, Set.of("a")),
                        new ServedCall(Map.of(), null, true, "a")),
                1);
        assertThat(figures.calls()).isEqualTo(6);
        assertThat(figures.withoutModel()).isEqualTo(1);
        assertThat(figures.abstained()).isCloseTo(2. / 6, within(1e-15));
        assertThat(figures.expectedAccuracy()).isCloseTo((.9 + .6 + .8 + .7 + .8) / 5, within(1e-15));
        assertThat(figures.labelled()).isEqualTo(4);
        assertThat(figures.accuracy().share()).isEqualTo(.5);
        assertThat(figures.given()).isEqualTo(3);
        assertThat(figures.accuracyGiven().share()).isCloseTo(2. / 3, within(1e-15));
        assertThat(figures.coverage().share()).isEqualTo(.75);
        assertThat(Objects.requireNonNull(figures.metrics()).logLoss())
                .isCloseTo(-(Math.log(.9) + Math.log(.4) + Math.log(.8) + Math.log(.3)) / 4, within(1e-15));
    }

    @Test
    void aLabelThatTheModelDoesNotKnowIsAMiss() {
        ServedFigures figures = ServedFigures.of(List.of(call(.9, "c", false, null)), 1);
        assertThat(figures.accuracy().share()).isZero();
        assertThat(figures.labelled()).isEqualTo(1);
        assertThat(figures.sets()).isZero();
    }

    @Test
    void withoutLabelsOnlyTheExpectedAccuracyStands() {
        ServedFigures figures = ServedFigures.of(List.of(call(.9, null, false, null)), 1);
        assertThat(figures.expectedAccuracy()).isEqualTo(.9);
        assertThat(figures.metrics()).isNull();
        assertThat(figures.accuracy().share()).isNaN();
        assertThat(ServedFigures.of(List.of(), 1).abstained()).isNaN();
    }

    /** If the labels are drawn from the probabilities, the expected accuracy is the accuracy: 4 sd of 4,000 draws. */
    @Test
    void trueProbabilitiesAreRightAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(7);
        List<ServedCall> calls = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            double p = random.nextDouble();
            calls.add(call(p, random.nextDouble() < p ? "a" : "b", false, null));
        }
        ServedFigures figures = ServedFigures.of(calls, 7);
        assertThat(figures.accuracy().share()).isCloseTo(figures.expectedAccuracy(), within(4 * .5 / Math.sqrt(4000)));
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> call(1.5, "a", false, null)).hasMessageContaining("1.5");
    }

    private static ServedCall call(double a, @Nullable String label, boolean abstained, @Nullable Set<String> set) {
        return new ServedCall(Map.of("a", a, "b", Math.max(0, 1 - a)), set, abstained, label);
    }
}
