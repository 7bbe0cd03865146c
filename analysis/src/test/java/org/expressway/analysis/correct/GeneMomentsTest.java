package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneMomentsTest {
    private static final int GENES = 40;
    /** Of the sums of squares, which are some tens. */
    private static final double CLOSE = 1e-10;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderGivesTheNaiveTwoPassFigures(long seed) {
        List<double[]> samples = RandomSamples.of(new SplittableRandom(seed), 30, GENES, 5, .1);
        List<double[]> shuffled = new ArrayList<>(samples);
        Collections.shuffle(shuffled, new Random(seed));
        assertSame(RandomSamples.moments(shuffled), naive(samples), seed, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyGroupingMergesToTheSameFigures(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> samples = RandomSamples.of(random, 30, GENES, 5, .1);
        int cut = random.nextInt(1, 29);
        GeneMoments merged = RandomSamples.moments(samples.subList(0, cut));
        merged.merge(RandomSamples.moments(samples.subList(cut, 30)));
        merged.merge(new GeneMoments(GENES));
        assertSame(merged, naive(samples), seed, CLOSE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aSampleTakenOutAgainLeavesNoTrace(long seed) {
        List<double[]> samples = RandomSamples.of(new SplittableRandom(seed), 20, GENES, 5, .1);
        GeneMoments moments = RandomSamples.moments(samples);
        samples.subList(12, 20).forEach(moments::minus);
        assertSame(moments, naive(samples.subList(0, 12)), seed, CLOSE);
        samples.subList(0, 12).forEach(moments::minus);
        assertThat(moments.samples()).isZero();
        assertThat(moments.counts()).containsOnly(0);
        assertThat(moments.means()).containsOnly(0);
        assertThat(moments.sumsOfSquares()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anOffsetOfAMillionCostsNoMoreThanItsOwnDigits(long seed) {
        List<double[]> samples = RandomSamples.of(new SplittableRandom(seed), 30, GENES, 1e6, 0);
        assertSame(RandomSamples.moments(samples), naive(samples), seed, 1e-7);
    }

    /** Values 1e6 - 1, 1e6, 1e6 + 1 in turn: their mean is 1e6 and their variance 2/3. */
    @Test
    void aMillionSamplesAtAnOffsetOfAMillionKeepTheirVariance() {
        GeneMoments whole = new GeneMoments(1);
        GeneMoments merged = new GeneMoments(1);
        for (int part = 0; part < 1_000; part++) {
            GeneMoments thousand = new GeneMoments(1);
            for (int i = 0; i < 1_002; i++) {
                double[] value = {1e6 + i % 3 - 1};
                whole.plus(value);
                thousand.plus(value);
            }
            merged.merge(thousand);
        }
        for (GeneMoments moments : List.of(whole, merged)) {
            assertThat(moments.samples()).isEqualTo(1_002_000);
            assertThat(moments.means()[0]).isEqualTo(1e6, within(1e-5));
            assertThat(moments.sumsOfSquares()[0] / moments.samples()).isEqualTo(2. / 3, within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void deviationsFromAnExpectationAreTheMomentsOfTheDifferences(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> samples = RandomSamples.of(random, 20, GENES, 5, .1);
        double[] expected = RandomSamples.of(random, 1, GENES, 5, 0).get(0);
        GeneMoments about = RandomSamples.moments(samples).about(expected);
        samples.forEach(sample -> Arrays.setAll(sample, g -> sample[g] - expected[g]));
        assertSame(about, naive(samples), seed, CLOSE);
    }

    @Test
    void aGeneThatNeverVariesHasASumOfExactlyZero() {
        GeneMoments moments = new GeneMoments(1);
        for (int i = 0; i < 100; i++) {
            moments.plus(new double[] {0.1});
        }
        assertThat(moments.sumsOfSquares()).containsExactly(0);
        assertThat(moments.means()).containsExactly(0.1);
    }

    @Test
    void missingValuesAreLeftOutOfTheirOwnGeneOnly() {
        GeneMoments moments = RandomSamples.moments(List.of(new double[] {1, Double.NaN}, new double[] {3, 7}));
        assertThat(moments.samples()).isEqualTo(2);
        assertThat(moments.counts()).containsExactly(2, 1);
        assertThat(moments.means()).containsExactly(2, 7);
        assertThat(moments.sumsOfSquares()).containsExactly(2, 0);
    }

    /** A gene that is always missing keeps the accumulator from taking all genes at once. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void genesHaveTheSameBitsWhetherOthersAreMissingOrNot(long seed) {
        List<double[]> samples = RandomSamples.of(new SplittableRandom(seed), 50, GENES, 5, 0);
        List<double[]> longer = new ArrayList<>();
        for (double[] sample : samples) {
            double[] more = Arrays.copyOf(sample, GENES + 1);
            more[GENES] = Double.NaN;
            longer.add(more);
        }
        GeneMoments complete = RandomSamples.moments(samples);
        GeneMoments partial = RandomSamples.moments(longer);
        assertThat(Arrays.copyOf(partial.counts(), GENES)).isEqualTo(complete.counts());
        assertThat(Arrays.copyOf(partial.means(), GENES)).isEqualTo(complete.means());
        assertThat(Arrays.copyOf(partial.sumsOfSquares(), GENES)).isEqualTo(complete.sumsOfSquares());
    }

    @Test
    void aValueMissingFromThenOnIsLeftOutOfItsOwnGeneOnly() {
        GeneMoments moments =
                RandomSamples.moments(List.of(new double[] {1, 5}, new double[] {3, Double.NaN}, new double[] {5, 7}));
        assertThat(moments.counts()).containsExactly(3, 2);
        moments.minus(new double[] {1, 5});
        moments.plus(new double[] {1, 5});
        assertThat(moments.counts()).containsExactly(3, 2);
        assertThat(moments.means()).containsExactly(3, 6);
        GeneMoments merged = RandomSamples.moments(List.of(new double[] {3, 6}));
        merged.merge(moments);
        merged.plus(new double[] {3, 6});
        assertThat(merged.counts()).containsExactly(5, 4);
        assertThat(merged.means()).containsExactly(3, 6);
    }

    @Test
    void aRestoredAccumulatorGoesOnWhereItStopped() {
        List<double[]> samples = RandomSamples.of(new SplittableRandom(4), 10, GENES, 5, .1);
        GeneMoments half = RandomSamples.moments(samples.subList(0, 5));
        GeneMoments restored = GeneMoments.restored(half.samples(), half.counts(), half.means(), half.sumsOfSquares());
        samples.subList(5, 10).forEach(restored::plus);
        assertThat(restored)
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(RandomSamples.moments(samples));
    }

    @Test
    void whatWasNeverTakenInCannotBeTakenOut() {
        GeneMoments moments = RandomSamples.moments(List.of(new double[] {1, Double.NaN}));
        assertThatIllegalStateException().isThrownBy(() -> moments.minus(new double[] {1, 2}));
        assertThat(moments.counts()).containsExactly(1, 0);
        assertThatIllegalArgumentException().isThrownBy(() -> moments.plus(new double[3]));
    }

    /** Two passes, as a textbook has it. */
    private static GeneMoments naive(List<double[]> samples) {
        int[] counts = new int[GENES];
        double[] means = new double[GENES];
        double[] squares = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            int gene = g;
            double[] seen = samples.stream()
                    .mapToDouble(s -> s[gene])
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            counts[g] = seen.length;
            for (double v : seen) {
                means[g] += v / seen.length;
            }
            for (double v : seen) {
                squares[g] += (v - means[g]) * (v - means[g]);
            }
        }
        return GeneMoments.restored(samples.size(), counts, means, squares);
    }

    private static void assertSame(GeneMoments seen, GeneMoments expected, long seed, double close) {
        assertThat(seen.samples()).as("seed %s", seed).isEqualTo(expected.samples());
        assertThat(seen.counts()).as("seed %s", seed).isEqualTo(expected.counts());
        assertThat(seen.means()).as("seed %s", seed).containsExactly(expected.means(), within(close));
        assertThat(seen.sumsOfSquares()).as("seed %s", seed).containsExactly(expected.sumsOfSquares(), within(close));
    }
}
