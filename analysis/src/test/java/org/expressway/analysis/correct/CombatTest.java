package org.expressway.analysis.correct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CombatTest {
    private static final int GENES = 50;
    private static final double NAN = Double.NaN;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderOfSamplesDoesNotMatter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ReferenceMoments reference = reference(random, 0);
        List<double[]> batch = RandomSamples.of(random, 12, GENES, 1, .05);
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(batch));
        Collections.shuffle(batch, new Random(seed));
        BatchFit shuffled = Combat.fit(reference, RandomSamples.moments(batch));
        assertThat(shuffled.gammaStar()).as("seed %s", seed).containsExactly(fit.gammaStar(), within(1e-12));
        assertThat(shuffled.deltaStar()).as("seed %s", seed).containsExactly(fit.deltaStar(), within(1e-12));
        assertThat(shuffled.iterations()).isEqualTo(fit.iterations());
    }

    /** Whatever the order, the grouping, and what came and went in between. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void groupsAndSamplesTakenOutAgainLeaveTheFitAsItIs(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ReferenceMoments reference = reference(random, 0);
        List<double[]> batch = RandomSamples.of(random, 12, GENES, 1, .05);
        List<double[]> passing = RandomSamples.of(random, 5, GENES, 4, .05);
        GeneMoments grouped = RandomSamples.moments(passing);
        grouped.merge(RandomSamples.moments(batch.subList(7, 12)));
        passing.forEach(grouped::minus);
        grouped.merge(RandomSamples.moments(batch.subList(0, 7)));
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(batch));
        BatchFit other = Combat.fit(reference, grouped);
        assertThat(other.gammaStar()).as("seed %s", seed).containsExactly(fit.gammaStar(), within(1e-10));
        assertThat(other.deltaStar()).as("seed %s", seed).containsExactly(fit.deltaStar(), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anOffsetOfAMillionMovesTheResultByItselfOnly(long seed) {
        double[] plain = corrected(seed, 0);
        double[] offset = corrected(seed, 1e6);
        for (int g = 0; g < GENES; g++) {
            assertThat(offset[g] - 1e6).as("seed %s gene %s", seed, g).isEqualTo(plain[g], within(1e-8));
        }
    }

    @Test
    void genesThatCannotBeFittedPassBitForBit() {
        SplittableRandom random = new SplittableRandom(9);
        List<double[]> cohort = RandomSamples.of(random, 20, GENES, 5, 0);
        List<double[]> batch = RandomSamples.of(random, 10, GENES, 6, 0);
        cohort.forEach(sample -> sample[0] = 3);
        batch.forEach(sample -> sample[1] = 4);
        batch.subList(1, 10).forEach(sample -> sample[2] = NAN);
        boolean[] corrected =
                ReferenceMoments.allGenes(RandomSamples.moments(cohort)).corrected();
        corrected[3] = false;
        ReferenceMoments reference = ReferenceMoments.of(RandomSamples.moments(cohort), corrected);
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(batch));
        double[] sample = batch.get(0).clone();
        sample[0] = -0.0;
        double[] out = new double[GENES];
        new Correction(reference, fit).apply(sample, out);
        for (int g = 0; g < 4; g++) {
            assertThat(fit.corrects(g)).isFalse();
            assertThat(Double.doubleToRawLongBits(out[g])).isEqualTo(Double.doubleToRawLongBits(sample[g]));
        }
        assertThat(out[4]).isNotEqualTo(sample[4]);
        assertThat(fit.correctedGenes()).isEqualTo(GENES - 4);
    }

    @Test
    void missingValuesStayMissingAndCountPerGene() {
        SplittableRandom random = new SplittableRandom(3);
        ReferenceMoments reference = reference(random, 0);
        List<double[]> batch = RandomSamples.of(random, 12, GENES, 1, 0);
        batch.subList(0, 6).forEach(sample -> sample[7] = NAN);
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(batch));
        double[] out = new double[GENES];
        new Correction(reference, fit).apply(batch.get(0), out);
        assertThat(out[7]).isNaN();
        double expected = Math.sqrt(fit.deltaStar()[7] * fit.tau2() / (6 * fit.tau2() + fit.deltaStar()[7]));
        assertThat(fit.posteriorSd()[7]).isEqualTo(expected);
    }

    @Test
    void moreSamplesMakeTheLocationMoreCertain() {
        SplittableRandom random = new SplittableRandom(5);
        ReferenceMoments reference = reference(random, 0);
        List<double[]> batch = RandomSamples.of(random, 64, GENES, 1, 0);
        double few = Combat.fit(reference, RandomSamples.moments(batch.subList(0, 8)))
                .meanPosteriorSd();
        double many = Combat.fit(reference, RandomSamples.moments(batch)).meanPosteriorSd();
        assertThat(many).isLessThan(few / 2).isPositive();
    }

    /** The iteration again, written naively from the samples, with sva's signed change over all genes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFitIsThatOfTheNaiveFormulas(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ReferenceMoments reference = reference(random, 0);
        List<double[]> batch = RandomSamples.of(random, 9, GENES, 1, 0);
        double[][] expected = NaiveCombat.fit(reference, batch);
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(batch));
        assertThat(fit.gammaStar()).as("seed %s", seed).containsExactly(expected[0], within(1e-12));
        assertThat(fit.deltaStar()).as("seed %s", seed).containsExactly(expected[1], within(1e-12));
    }

    /** Here the signed denominator ends the loop a round or more before an absolute one would. */
    @ParameterizedTest
    @ValueSource(longs = {4, 31, 69, 107, 131, 141})
    void aNegativeLocationNeverHoldsTheLoop(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        GeneMoments cohort = RandomSamples.moments(gaussian(random, 30, 0));
        List<double[]> batch = gaussian(random, 6, -.3);
        ReferenceMoments reference = ReferenceMoments.allGenes(cohort);
        double[][] expected = NaiveCombat.fit(reference, batch);
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(batch));
        assertThat(fit.gammaStar()).as("seed %s", seed).containsExactly(expected[0], within(1e-12));
        assertThat(fit.deltaStar()).as("seed %s", seed).containsExactly(expected[1], within(1e-12));
    }

    @Test
    void fewerThanTwoUsableGenesMakeAFitThatPassesAll() {
        SplittableRandom random = new SplittableRandom(1);
        boolean[] one = new boolean[GENES];
        one[5] = true;
        ReferenceMoments reference =
                ReferenceMoments.of(RandomSamples.moments(RandomSamples.of(random, 9, GENES, 5, 0)), one);
        BatchFit fit = Combat.fit(reference, RandomSamples.moments(RandomSamples.of(random, 9, GENES, 5, 0)));
        assertThat(fit.correctedGenes()).isZero();
        assertThat(fit.meanPosteriorSd()).isNaN();
    }

    @Test
    void genesOfOneCommonVarianceRatioKeepIt() {
        boolean[] both = {true, true};
        ReferenceMoments reference =
                new ReferenceMoments(4, new int[] {4, 4}, new double[2], new double[] {4, 4}, both);
        GeneMoments batch = GeneMoments.restored(5, new int[] {5, 5}, new double[] {1, 2}, new double[] {8, 8});
        assertThat(Combat.fit(reference, batch).deltaStar()).containsExactly(2, 2);
    }

    @Test
    void oneSampleOrAForeignPanelIsRefused() {
        ReferenceMoments reference = reference(new SplittableRandom(1), 0);
        GeneMoments one = new GeneMoments(GENES);
        one.plus(new double[GENES]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Combat.fit(reference, one))
                .withMessageContaining("1 samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Combat.fit(reference, new GeneMoments(GENES - 1)))
                .withMessageContaining("49 genes");
    }

    private static List<double[]> gaussian(SplittableRandom random, int samples, double shift) {
        return Stream.generate(() -> DoubleStream.generate(() -> random.nextGaussian() + shift)
                        .limit(20)
                        .toArray())
                .limit(samples)
                .toList();
    }

    private static double[] corrected(long seed, double offset) {
        SplittableRandom random = new SplittableRandom(seed);
        ReferenceMoments reference = reference(random, offset);
        List<double[]> batch = RandomSamples.of(random, 10, GENES, 1 + offset, 0);
        double[] out = batch.get(0).clone();
        new Correction(reference, Combat.fit(reference, RandomSamples.moments(batch))).apply(out, out);
        return out;
    }

    private static ReferenceMoments reference(SplittableRandom random, double offset) {
        return ReferenceMoments.allGenes(RandomSamples.moments(RandomSamples.of(random, 25, GENES, offset, 0)));
    }
}
