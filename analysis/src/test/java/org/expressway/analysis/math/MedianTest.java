package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MedianTest {
    @Test
    void theMedianOfNothingIsNotANumber() {
        assertThat(Median.of(new double[5], 0)).isNaN();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothMediansAreThoseOfTheSortedValues(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = values(random, 1 + random.nextInt(5_000));
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double lower = sorted[(sorted.length - 1) / 2];
        double upper = sorted[sorted.length / 2];
        assertThat(PositiveMedian.middle(values.clone(), values.length))
                .as("seed %s", seed)
                .containsExactly(lower, upper);
        assertThat(Median.of(values, values.length)).as("seed %s", seed).isEqualTo((lower + upper) / 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ascending", "descending", "organ pipe", "constant"})
    void regularOrdersTakeNoQuadraticTime(String order) {
        int n = 400_000;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (order) {
                case "ascending" -> i;
                case "descending" -> n - i;
                case "organ pipe" -> Math.min(i, n - i);
                default -> 3;
            };
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        assertThat(Median.of(values, n)).isEqualTo((sorted[n / 2 - 1] + sorted[n / 2]) / 2);
    }

    @Test
    void everyRankOfASmallArrayIsFound() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values =
                    random.ints(1 + random.nextInt(12), 0, 6).asDoubleStream().toArray();
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int rank = 0; rank < values.length; rank++) {
                assertThat(Quickselect.select(values.clone(), values.length, rank))
                        .as("seed %s rank %s", seed, rank)
                        .isEqualTo(sorted[rank]);
            }
        }
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, 60).boxed();
    }

    /** Ties, one octave, or magnitudes beyond the buckets on either side. */
    private static double[] values(SplittableRandom random, int length) {
        int kind = random.nextInt(4);
        return random.doubles(length)
                .map(u -> switch (kind) {
                    case 0 -> 1 + Math.floor(4 * u);
                    case 1 -> 1 + u;
                    case 2 -> 1e-12 * (1 + u);
                    default -> Math.exp(60 * (u - .5));
                })
                .toArray();
    }
}
