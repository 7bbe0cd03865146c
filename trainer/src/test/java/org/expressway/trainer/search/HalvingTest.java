package org.expressway.trainer.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalvingTest {
    private record Trial(int candidate, int fold) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theKnownOptimumIsFound(long seed) {
        SearchSpace space = HalvingTest.space(64);
        // A parabola in log10 of the cost with its least at .01, and a fold's own level and noise.
        List<Double> logs = space.candidates(seed).stream()
                .map(candidate -> Math.log10((double) candidate.getOrDefault("cost", 1.)))
                .toList();
        Halving halving = new Halving(
                4,
                2,
                (candidate, fold) -> Math.pow(logs.get(candidate) + 2, 2)
                        + fold
                        + .05 * new SplittableRandom(100L * candidate + fold).nextDouble(),
                () -> false);

        Halving.Winner winner = halving.of(64);
        assertThat(logs.get(winner.candidate())).as("seed " + seed).isBetween(-2.3, -1.7);
        assertThat(winner.folds()).isEqualTo(4);
    }

    @Test
    void nobodyIsScoredTwiceOnAFoldAndEachRungHalves() {
        List<Trial> trials = new ArrayList<>();
        new Halving(
                        4,
                        2,
                        (candidate, fold) -> {
                            trials.add(new Trial(candidate, fold));
                            return candidate;
                        },
                        () -> false)
                .of(8);

        assertThat(new HashSet<>(trials)).hasSameSizeAs(trials);
        assertThat(trials.stream().filter(trial -> trial.fold() == 0)).hasSize(8);
        assertThat(trials.stream().filter(trial -> trial.fold() == 1)).hasSize(4);
        assertThat(trials.stream().filter(trial -> trial.fold() == 3)).hasSize(2);
    }

    @Test
    void whenTimeIsUpTheBestOfWhatWasScoredIsTakenAndTheFirstIsAlwaysScored() {
        AtomicInteger scored = new AtomicInteger();
        Halving.Winner none = new Halving(4, 2, (candidate, fold) -> scored.incrementAndGet(), () -> true).of(8);
        assertThat(none.candidate()).isZero();
        assertThat(scored).hasValue(1);

        AtomicInteger calls = new AtomicInteger();
        Halving.Winner some = new Halving(
                        4,
                        2,
                        (candidate, fold) -> {
                            calls.incrementAndGet();
                            return 10 - candidate;
                        },
                        () -> calls.get() >= 3)
                .of(8);
        assertThat(some).isEqualTo(new Halving.Winner(2, 8, 1));
    }

    static SearchSpace space(int trials) {
        return new SearchSpace(
                java.util.Map.of("cost", new Range.Between(1e-6, 1e2, true, false)),
                trials,
                4,
                2,
                java.time.Duration.ofMinutes(5),
                java.util.Optional.empty());
    }
}
