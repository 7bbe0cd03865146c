package org.expressway.analysis.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestsTest {
    private static final int SUBJECTS = 150;
    private static final int GENES = 1000;
    private static final int BASIS = 300;
    private static final int LEARNING = 50;

    /** As of new subjects: λ/(2 − λ) + 1/basis in the mean over genes, and never far from it. */
    @Test
    void theGenesOfOneSubjectDoNotAddUp() {
        SplittableRandom random = new SplittableRandom(1);
        Rests.Run run = of(drawn(random), 0).begin(random);
        float[] average = new float[GENES];
        double[] squares = new double[2000];
        for (int t = -200; t < squares.length; t++) {
            float[] z = run.next(random);
            double sum = 0;
            for (int g = 0; g < GENES; g++) {
                average[g] += (float) Smoothing.LAMBDA * (z[g] - average[g]);
                sum += average[g] * average[g] / GENES;
            }
            if (t >= 0) {
                squares[t] = sum;
            }
        }
        double expected = Smoothing.LAMBDA / (2 - Smoothing.LAMBDA) + 1. / BASIS;
        assertThat(Arrays.stream(squares).average().orElseThrow()).isCloseTo(expected, within(.05 * expected));
        assertThat(Arrays.stream(squares).max().orElseThrow()).isLessThan(1.3 * expected);
    }

    @Test
    void noSubjectComesAgainSoonNorOneThatTheChartHasLearnedFrom() {
        SplittableRandom random = new SplittableRandom(2);
        float[][] rests = drawn(random);
        for (int i = 0; i < SUBJECTS; i++) {
            rests[i][i] = 20; // each is known by a gene of its own
        }
        Rests.Run run = of(rests, LEARNING).begin(random);
        Map<Integer, Integer> last = new HashMap<>();
        for (int t = 0; t < 600; t++) {
            int gene = strongest(run.next(random));
            Integer before = last.put(gene, t);
            assertThat(gene).isLessThan(SUBJECTS);
            if (before != null) {
                assertThat(before).isGreaterThanOrEqualTo(LEARNING);
                assertThat(t - before).isGreaterThan(50);
            }
        }
    }

    @Test
    void oneSubjectIsEnough() {
        SplittableRandom random = new SplittableRandom(3);
        Rests.Run run = Rests.of(
                        new float[][] {{1, Float.NaN}},
                        new Rests.Classes(new int[1], new int[] {10}),
                        new int[][] {{0}},
                        LEARNING)
                .begin(random);
        assertThat(run.next(random)[1]).isNaN();
        assertThat(run.next(random)[0]).isFinite();
    }

    private static Rests of(float[][] rests, int learning) {
        int[][] bySubject =
                IntStream.range(0, SUBJECTS).mapToObj(i -> new int[] {i}).toArray(int[][]::new);
        return Rests.of(rests, new Rests.Classes(new int[SUBJECTS], new int[] {BASIS}), bySubject, learning);
    }

    private static float[][] drawn(SplittableRandom random) {
        float[][] rests = new float[SUBJECTS][GENES];
        for (int i = 0; i < SUBJECTS; i++) {
            for (int g = 0; g < GENES; g++) {
                rests[i][g] = (float) random.nextGaussian();
            }
        }
        return rests;
    }

    private static int strongest(float[] z) {
        return IntStream.range(0, z.length)
                .reduce((a, b) -> Math.abs(z[b]) > Math.abs(z[a]) ? b : a)
                .orElseThrow();
    }
}
