package org.expressway.analysis.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Subjects with two samples each, in 300 genes and one class axis: the classes stand 5 within-class deviations apart, and what is
 * said of a batch alone is that it proves nothing.
 */
class PairedDesignTest {
    private static final int GENES = 300;
    private static final int SEEDS = 60;
    private static final double APART = 5;
    private static final Composition OPEN =
            new Composition(Mix.UNIDENTIFIED, "open", new double[] {.5, .5}, new double[2][2], new double[] {0}, 1, 1);

    @Test
    void oneOfEachClassFromEverySubjectIsTheReferencesMix(TestReporter reporter) {
        int proven = proven(random -> pairs(random, 20, 0, 1, 1));
        reporter.publishEntry("full difference", proven + " of " + SEEDS);
        assertThat(proven).isGreaterThanOrEqualTo(SEEDS - 1);
    }

    @Test
    void aThirdOfTheDifferenceIsEnoughWhereTheRestOfTheGenesTellTheKindsApart(TestReporter reporter) {
        int proven = proven(random -> pairs(random, 20, 0, .3, 1));
        reporter.publishEntry("a third of the difference", proven + " of " + SEEDS);
        assertThat(proven).isGreaterThanOrEqualTo(SEEDS * 8 / 10);
    }

    @Test
    void repeatsOfOneClassProveNothing() {
        for (int subjects : new int[] {8, 12, 20, 40}) {
            assertThat(proven(random -> pairs(random, subjects, 0, 0, 0)))
                    .as("%d subjects", subjects)
                    .isZero();
        }
    }

    /** A tumour's two pieces differ in purity: along the class axis, by amounts of every size. */
    @Test
    void morePurityOrLessIsNoSecondKind(TestReporter reporter) {
        int proven = 0;
        for (int subjects : new int[] {8, 12, 20, 40}) {
            int here = proven(random -> {
                List<SubjectPairs.Pair> pairs = new ArrayList<>();
                for (int p = 0; p < subjects; p++) {
                    double purer = random.nextGaussian();
                    pairs.addAll(pairs(random, 1, 0, .4 * purer, purer).pairs());
                }
                return new SubjectPairs(pairs, 0);
            });
            reporter.publishEntry(subjects + " subjects", here + " of " + SEEDS);
            proven += here;
        }
        assertThat(proven).isZero();
    }

    /** Two kinds that are not the classes: they differ, but not where the classes do. */
    @Test
    void kindsBesideTheClassAxisProveNothing() {
        assertThat(proven(random -> pairs(random, 20, 0, 0, 1))).isZero();
    }

    @Test
    void sevenSubjectsAreTooFewAndStrangersTooMany() {
        Random random = new Random(1);
        assertThat(judged(pairs(random, 7, 0, 1, 1))).isSameAs(OPEN);
        assertThat(judged(pairs(random, 20, 11, 1, 1))).isSameAs(OPEN);
        assertThat(judged(pairs(random, 20, 10, 1, 1)).verdict()).isEqualTo(Mix.SAME_MIX);
    }

    @Test
    void whatPairsLackIsSaid() {
        Composition judged = judged(pairs(new Random(2), 12, 0, 0, 0));
        assertThat(judged.verdict()).isEqualTo(Mix.UNIDENTIFIED);
        assertThat(judged.reason()).startsWith("open; 12 subjects gave two samples: two kinds by");
    }

    @Test
    void whichOfTheTwoIsFirstDecidesNothing() {
        SubjectPairs pairs = pairs(new Random(3), 16, 0, 1, 1);
        List<SubjectPairs.Pair> turned = pairs.pairs().stream()
                .map(pair -> new SubjectPairs.Pair(
                        IntStream.range(0, GENES)
                                .mapToDouble(g -> -pair.difference()[g])
                                .toArray(),
                        /* first= */ pair.second(),
                        /* second= */ pair.first()))
                .toList();
        assertThat(judged(new SubjectPairs(turned, 0)).reason())
                .isEqualTo(judged(pairs).reason());
    }

    @Test
    void theBatchsShiftIsFoundBetweenTheTwoKinds() {
        Composition judged = judged(pairs(new Random(4), 40, 0, 1, 1));
        assertThat(judged.shift()[0]).isBetween(2.5, 3.5);
        assertThat(judged.attenuation()).isBetween(.9, 1.1);
    }

    private static int proven(Function<Random, SubjectPairs> batch) {
        int proven = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            proven += judged(batch.apply(new Random(seed))).verdict() == Mix.SAME_MIX ? 1 : 0;
        }
        return proven;
    }

    private static Composition judged(SubjectPairs pairs) {
        return PairedDesign.judge(classes(), pairs, OPEN);
    }

    /**
     * A batch that is shifted by 3 along the axis.
     *
     * @param onAxis difference of the two kinds along the class axis, in that of the classes
     * @param beside half of the difference of the two kinds in each of forty genes, in deviations within a kind
     */
    private static SubjectPairs pairs(Random random, int subjects, int unpaired, double onAxis, double beside) {
        List<SubjectPairs.Pair> pairs = new ArrayList<>();
        for (int p = 0; p < subjects; p++) {
            double sign = random.nextBoolean() ? 1 : -1;
            double[] difference = new double[GENES];
            for (int g = 0; g < GENES; g++) {
                double kind = g < 40 ? 2 * beside : 0;
                difference[g] = sign * kind + Math.sqrt(2) * random.nextGaussian();
            }
            double half = sign * onAxis * APART / 2;
            pairs.add(new SubjectPairs.Pair(
                    difference,
                    new double[] {3 - half + random.nextGaussian() / 2},
                    new double[] {3 + half + random.nextGaussian() / 2}));
        }
        return new SubjectPairs(pairs, unpaired);
    }

    private static LatentClasses classes() {
        double[][] classMeans = new double[2][1];
        return new LatentClasses(
                List.of("normal", "tumour"),
                new int[] {50, 50},
                new int[] {0},
                new double[] {0},
                new double[][] {{1}},
                new double[][] {{-APART / 2}, {APART / 2}},
                new double[] {1, 1},
                Double.NaN,
                classMeans,
                new double[] {1});
    }
}
