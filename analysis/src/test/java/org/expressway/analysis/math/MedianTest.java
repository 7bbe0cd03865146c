package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
        assertThat(middle(ones(values.length), values)).as("seed %s", seed).containsExactly(lower, upper);
        assertThat(Median.of(values, values.length)).as("seed %s", seed).isEqualTo((lower + upper) / 2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMiddleIsAmongThePositiveProductsAlone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] factors = values(random, 1 + random.nextInt(3_000));
        float[] values = ones(factors.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[] {0, -0f, -2, Float.NaN, -Float.NaN, 3, 5, 7}[random.nextInt(8)];
        }
        double[] sorted = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] * factors[i])
                .filter(product -> product > 0)
                .sorted()
                .toArray();
        double[] expected = sorted.length == 0
                ? new double[0]
                : new double[] {sorted[(sorted.length - 1) / 2], sorted[sorted.length / 2]};
        assertThat(middle(values, factors)).as("seed %s", seed).containsExactly(expected);
    }

    /** Products that one float cannot tell apart, around the edge of a bucket, and in it. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theMiddleIsExactAtTheEdgeOfABucket(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double edge = 1 + random.nextInt(32) / 32.0;
        double[] factors = random.doubles(2 + random.nextInt(200))
                .map(u -> edge * (1 + (u - .5) * 0x1p-22))
                .toArray();
        float[] values = ones(factors.length);
        Arrays.setAll(factors, i -> factors[i] / 3);
        Arrays.fill(values, 3);
        double[] sorted = IntStream.range(0, factors.length)
                .mapToDouble(i -> values[i] * factors[i])
                .sorted()
                .toArray();
        assertThat(middle(values, factors))
                .as("seed %s", seed)
                .containsExactly(sorted[(sorted.length - 1) / 2], sorted[sorted.length / 2]);
    }

    @Test
    void extremeProductsHaveTheirMiddleToo() {
        double[] extremes = {Double.MIN_VALUE, 1e-300, 1e300, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(middle(ones(5), extremes)).containsExactly(1e300, 1e300);
        assertThat(middle(ones(2), new double[] {Double.MIN_VALUE, 1e-300})).containsExactly(Double.MIN_VALUE, 1e-300);
        assertThat(middle(new float[] {0, 0, 0, 1, 1}, extremes))
                .containsExactly(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(middle(new float[3], new double[3])).isEmpty();
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

    /** What one sample left on the scratch paper must not be seen by the next, nor by another thread's. */
    @Test
    void oneProductMedianServesManySamplesAndThreads() {
        double[] weights = new SplittableRandom(5).doubles(2_001, .01, 100).toArray();
        ProductMedian shared = new ProductMedian(weights);
        IntStream.range(0, 400).parallel().forEach(seed -> {
            float[] x = new float[weights.length];
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble(1 + seed);
            }
            assertThat(shared.middle(x)).as("seed %s", seed).isEqualTo(new ProductMedian(weights).middle(x));
        });
    }

    /** Of every second place, that it be seen to take no other. */
    private static double[] middle(float[] x, double[] y) {
        float[] spread = new float[2 * x.length];
        Arrays.fill(spread, 1e30f);
        for (int i = 0; i < x.length; i++) {
            spread[2 * i] = x[i];
        }
        double[] weights = new double[spread.length];
        for (int i = 0; i < y.length; i++) {
            weights[2 * i] = y[i];
        }
        return new ProductMedian(weights).middle(spread);
    }

    private static float[] ones(int length) {
        float[] ones = new float[length];
        Arrays.fill(ones, 1);
        return ones;
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
