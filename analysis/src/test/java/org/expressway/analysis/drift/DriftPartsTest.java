package org.expressway.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.expressway.analysis.drift.Diagnosis.Cause;
import org.expressway.analysis.drift.Diagnosis.Controls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small pieces, against naive formulas and hand-checked numbers. */
class DriftPartsTest {
    @Test
    void theMixtureIsTheFormulaWhereThatCanBeTaken() {
        for (double s = 0; s < 200; s += .37) {
            double naive = Math.log(1 + .02 * (Math.exp(s / 2) - 1));
            assertThat(GeneMixture.exact(s)).isCloseTo(naive, within(1e-9));
            assertThat(GeneMixture.sum(new float[] {(float) Math.sqrt(s)}, 1)).isCloseTo(naive, within(1e-4));
        }
    }

    /** A factor of ten genes on one axis: what is left of them is independent of it, and both together are the sample. */
    @Test
    void aSampleInPartsIsTheSampleTogether() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] z = new float[200][40];
        for (float[] row : z) {
            double factor = random.nextGaussian();
            for (int g = 0; g < row.length; g++) {
                row[g] = (float) (random.nextGaussian() * (g < 10 ? .3 : 1) + (g < 10 ? 2 * factor : 0));
            }
        }
        LatentFrame frame = LatentFrame.of(() -> Arrays.stream(z), 40, 1);
        LatentFrame measured = frame.measuredOn(Arrays.stream(z));
        double squares = 0;
        for (float[] row : z) {
            LatentFrame.Parted parted = frame.parted(row);
            float[] together = frame.joined(parted.places(), parted.rest());
            for (int g = 0; g < row.length; g++) {
                assertThat(together[g]).isCloseTo(row[g], within(1e-4f));
            }
            squares += Math.pow(measured.parted(row).places()[0], 2) / z.length;
        }
        assertThat(squares).isCloseTo(1, within(.02));
        assertThat(measured.sd()[0]).isCloseTo(2 * Math.sqrt(10), within(.7));
    }

    @Test
    void energyIsTheMeanSquareBesideWhatIsUsual() {
        byte[] genes = {50, -25, Observation.MISSING};
        assertThat(Energy.log(Observation.values(genes), new float[3], 0))
                .isCloseTo(Math.log((4 + 1) / 2.), within(1e-6));
        assertThat(Energy.log(Observation.values(genes), new float[] {1, -1, 9}, 4))
                .isCloseTo(Math.log(1 / 2.) - Math.log(1.25), within(1e-6));
        assertThat(Energy.log(Observation.values(new byte[] {Observation.MISSING}), new float[1], 0))
                .isNaN();
    }

    @Test
    void aDeviationIsRoundedToTheNearestStepAndWhatIsMissingStaysSo() {
        float[] z = {0, .019f, .021f, -.019f, -.021f, 5.08f, 7, -5.08f, -7, -5.11f, Float.NaN};
        assertThat(Observation.rounded(z)).containsExactly(0, 0, 1, 0, -1, 127, 127, -127, -127, -127, -128);
    }

    @Test
    void theMixtureDoesNotOverflow() {
        assertThat(GeneMixture.sum(new float[] {1000}, 1)).isCloseTo(5e5 + Math.log(.02), within(1e-4));
        assertThat(GeneMixture.exact(1e6)).isCloseTo(5e5 + Math.log(.02), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 1024, 20_000, 60_001})
    void theMixtureOfAllGenesIsTheSumOfEach(int genes) {
        SplittableRandom random = new SplittableRandom(genes);
        float[] averages = new float[genes];
        double expected = 0;
        for (int g = 0; g < genes; g++) {
            averages[g] = (float) (random.nextGaussian() * (g % 10 == 0 ? 3 : .3));
            expected += GeneMixture.exact((double) averages[g] * averages[g] * 4);
        }
        assertThat(GeneMixture.sum(averages, 4)).isCloseTo(expected, within(1e-6 * genes + 1e-4));
    }

    @Test
    void theVarianceOfAnAverageIsTheSumOfItsWeights() {
        for (int t : new int[] {1, 2, 7, 40}) {
            double sum = 0;
            for (int k = 0; k < t; k++) {
                sum += Math.pow(.06 * Math.pow(.94, k), 2);
            }
            assertThat(Smoothing.variance(t)).isCloseTo(sum, within(1e-15));
            double weights = 0;
            for (int k = 0; k < t; k++) {
                weights += .06 * Math.pow(.94, k);
            }
            assertThat(Smoothing.weight(t)).isCloseTo(weights, within(1e-15));
        }
    }

    @Test
    void aMeanOfFewIsBelievedAsFarAsItLiesBeyondChance() {
        assertThat(Shrinkage.kept(new double[] {.3, 0, .4, 0}, 50)).isCloseTo(1 - 2 / (50 * .25), within(1e-12));
        assertThat(Shrinkage.kept(new double[] {.1, 0, .1, 0}, 50)).isZero();
        assertThat(Shrinkage.kept(new double[] {.1, .1}, 50)).isEqualTo(1);
        assertThat(Shrinkage.kept(new double[4], 0)).isZero();
    }

    /** Of many means with no offset behind them, what is kept lies closer to none than the means do; with one, no further from it. */
    @ParameterizedTest
    @ValueSource(doubles = {0, .3, 2})
    void shrunkenMeansLieCloserToTheTruth(double offset) {
        SplittableRandom random = new SplittableRandom(3);
        double plain = 0;
        double shrunken = 0;
        for (int r = 0; r < 2000; r++) {
            double[] mean = random.doubles(12)
                    .map(any -> offset + random.nextGaussian() / Math.sqrt(50))
                    .toArray();
            double kept = Shrinkage.kept(mean, 50);
            for (double one : mean) {
                plain += (one - offset) * (one - offset);
                shrunken += (kept * one - offset) * (kept * one - offset);
            }
        }
        assertThat(shrunken).isLessThan(plain * (offset == 0 ? .3 : 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tailsOfExponentialNumbersAreTheirOwn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Tail tail = Tail.of(random.doubles(200_000).map(u -> -Math.log(1 - u)).toArray());
        for (double x : new double[] {.1, 1, 3, 6, 10}) {
            assertThat(tail.log(x)).as("seed %d, %s", seed, x).isCloseTo(-x, within(.05 + .1 * x));
        }
        assertThat(tail.log(-1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void independentMinimaRunForOneOverTheirProbability(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] minima = new double[200][1000];
        for (double[] run : minima) {
            Arrays.setAll(run, t -> Math.log(random.nextDouble()));
        }
        RunLengths lengths = RunLengths.of(minima);
        for (double target : new double[] {50, 300, 1000}) {
            assertThat(Math.exp(-lengths.threshold(target))).as("seed %d", seed).isCloseTo(target, within(.2 * target));
        }
    }

    @Test
    void theNormalTailIsThatOfTables() {
        assertThat(NormalTail.twoSided(1.959963985)).isCloseTo(.05, within(1e-7));
        assertThat(NormalTail.twoSided(-6) / 1.973175290075396e-9).isCloseTo(1, within(1e-6));
        assertThat(NormalTail.twoSided(0)).isCloseTo(1, within(1e-6));
    }

    /** As R's p.adjust(c(.01, .04, .03, .2), "BH") gives. */
    @Test
    void falseDiscoveryRatesAreThoseOfBenjaminiAndHochberg() {
        assertThat(FalseDiscovery.rates(new double[] {.01, .04, .03, .2}))
                .containsExactly(new double[] {.04, .16 / 3, .16 / 3, .2}, within(1e-15));
    }

    /** As R's phyper(3, 5, 15, 6, lower.tail = FALSE) gives for 4 or more: 5·C(15,2)/C(20,6) + C(15,1)/C(20,6). */
    @Test
    void aPathwayIsJudgedByTheHypergeometricTail() {
        assertThat(Pathways.tail(4, 5, 6, 20)).isCloseTo((5 * 105 + 15) / 38760., within(1e-12));
        Set<String> panel = Set.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
        List<Pathways.Pathway> found = Pathways.of(
                Set.of("a", "b", "c"), panel, Map.of("hit", Set.of("a", "b", "c", "x"), "miss", Set.of("d", "e", "a")));
        assertThat(found).extracting(Pathways.Pathway::name).containsExactly("hit");
        assertThat(found.get(0).size()).isEqualTo(3);
    }

    @Test
    void oneFalseAlarmByPlatformAndMonthIsSharedByItsCharts() {
        assertThat(new FalseAlarmBudget(1, 12, 200).targetRunLength()).isEqualTo(2400);
        assertThatThrownBy(() -> new FalseAlarmBudget(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlarmRule(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void labelsThatFollowTheModelReachTheThresholdNoSoonerThanPromised() {
        double[] calibration = new SplittableRandom(1).doubles(500).sorted().toArray();
        SplittableRandom random = new SplittableRandom(2);
        double samples = 0;
        for (int run = 0; run < 100; run++) {
            LabelMartingale martingale = new LabelMartingale();
            int t = 1;
            while (martingale.advance(random.nextDouble(), calibration) < 100 && t < 20_000) {
                t++;
            }
            samples += t;
        }
        assertThat(samples / 100).isGreaterThan(80);
    }

    @Test
    void labelsAgainstTheModelReachItSoon() {
        double[] calibration =
                new SplittableRandom(1).doubles(500, .5, 1).sorted().toArray();
        LabelMartingale martingale = new LabelMartingale();
        double seen = 0;
        for (int t = 0; t < 12; t++) {
            seen = martingale.advance(t % 2 == 0 ? .01 : .8, calibration);
        }
        assertThat(seen).isGreaterThan(300);
    }

    @Test
    void ratesUpToALimitAreThoseOfAll() {
        SplittableRandom random = new SplittableRandom(6);
        double[] p = new double[500];
        for (int i = 0; i < p.length; i++) {
            p[i] = random.nextDouble() * (i % 10 == 0 ? .003 : 1);
        }
        double[] all = FalseDiscovery.rates(p);
        double[] some = FalseDiscovery.rates(p, .05);
        for (int i = 0; i < p.length; i++) {
            assertThat(some[i]).isEqualTo(all[i] <= .05 ? all[i] : 1);
        }
        assertThat(some).contains(1);
        assertThat(Arrays.stream(some).filter(rate -> rate <= .05).count()).isGreaterThan(10);
    }

    @Test
    void aDiagnosisFollowsWhatIsLoudAndWhatIsQuiet() {
        double loud = Math.log(1e-4);
        double[] genes = {0, loud, 0, 0};
        double[] composition = {0, 0, loud, 0};
        double[] confidence = {0, 0, 0, loud};
        Controls quiet = new Controls(9, Math.log(.4));
        assertThat(Diagnosis.of(genes, null, false).cause()).isEqualTo(Cause.INSTRUMENT_OR_LOT);
        assertThat(Diagnosis.of(genes, quiet, false).cause()).isEqualTo(Cause.SPECIMENS);
        assertThat(Diagnosis.of(composition, quiet, false).cause()).isEqualTo(Cause.CASE_MIX);
        double little = Math.log(.005);
        assertThat(Diagnosis.of(new double[] {little, 0, loud, 0}, null, false).cause())
                .isEqualTo(Cause.CASE_MIX);
        assertThat(Diagnosis.of(new double[] {little, little, loud, 0}, null, false)
                        .cause())
                .isEqualTo(Cause.INSTRUMENT_OR_LOT);
        assertThat(Diagnosis.of(composition, new Controls(3, loud), false).cause())
                .isEqualTo(Cause.INSTRUMENT_OR_LOT);
        assertThat(Diagnosis.of(confidence, quiet, false).cause()).isEqualTo(Cause.MODEL);
        assertThat(Diagnosis.of(new double[4], null, true).cause()).isEqualTo(Cause.MODEL);
        assertThat(Diagnosis.of(genes, null, false).evidence()).anyMatch(line -> line.startsWith("genes loud"));
    }

    /** Samples of one class share the error of its centroid, which is no drift of thousands of genes. */
    @Test
    void anotherMixOfClassesMovesNoGenes() {
        double told = genesAfterAnotherMix(new double[] {.1, .1});
        double untold = genesAfterAnotherMix(new double[] {0, 0});
        assertThat(told).isLessThan(70);
        assertThat(untold).isGreaterThan(2 * told);
    }

    private static double genesAfterAnotherMix(double[] errors) {
        int genes = 1000;
        SplittableRandom random = new SplittableRandom(8);
        float[][] off = new float[2][genes];
        for (float[] one : off) {
            for (int g = 0; g < genes; g++) {
                one[g] = (float) (Math.sqrt(.1) * random.nextGaussian());
            }
        }
        ChartState chart = new ChartState(genes, 0, 0, 50, new ClassErrors(errors, new double[] {1, 1}));
        double[] statistics = null;
        for (int t = 0; t < 140; t++) {
            int called = t < 100 ? t % 2 : 0;
            float[] z = new float[genes];
            for (int g = 0; g < genes; g++) {
                z[g] = off[called][g] + (float) random.nextGaussian();
            }
            statistics = chart.advance(new Observation(
                    new Observation.Expected(0, 1),
                    called,
                    Observation.rounded(z),
                    new double[0],
                    new double[0],
                    Double.NaN,
                    Double.NaN));
        }
        return statistics[Channel.GENES.ordinal()];
    }
}
