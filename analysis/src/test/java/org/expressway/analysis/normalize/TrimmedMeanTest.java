package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.math.NearestLog2;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a transcription of edgeR's .calcFactorTMM that sorts and ranks; small counts, so that ties abound. */
class TrimmedMeanTest {
    private static final int GENES = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theFactorIsThatOfTheNaiveTranscription(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            double[] reference = random.ints(GENES, 0, 12).asDoubleStream().toArray();
            float[] sample =
                    Samples.narrowed(random.ints(GENES, 0, 12).asDoubleStream().toArray());
            double seen = new TrimmedMean(reference, sum(reference)).log2Factor(sample, Library.size(sample));
            assertThat(seen).as("seed %s round %s", seed, round).isEqualTo(naive(sample, reference), within(1e-12));
        }
    }

    private static double naive(float[] observed, double[] reference) {
        double no = Library.size(observed);
        double nr = sum(reference);
        List<double[]> genes = new ArrayList<>();
        for (int g = 0; g < reference.length; g++) {
            if (observed[g] > 0 && reference[g] > 0) {
                double share = observed[g] / no;
                double expected = reference[g] / nr;
                double m = NearestLog2.of(share / expected);
                double a = (NearestLog2.of(share) + NearestLog2.of(expected)) / 2;
                double v = (no - observed[g]) / no / observed[g] + (nr - reference[g]) / nr / reference[g];
                genes.add(new double[] {m, a, v});
            }
        }
        double weighted = 0;
        double weights = 0;
        for (double[] gene : genes) {
            if (kept(genes, gene, 0, .3) && kept(genes, gene, 1, .05)) {
                weighted += gene[0] / gene[2];
                weights += 1 / gene[2];
            }
        }
        return weighted / weights;
    }

    private static boolean kept(List<double[]> genes, double[] gene, int figure, double trim) {
        List<double[]> sorted = new ArrayList<>(genes);
        sorted.sort(Comparator.comparingDouble(one -> one[figure]));
        double ranks = 0;
        int equal = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i)[figure] == gene[figure]) {
                ranks += i + 1;
                equal++;
            }
        }
        double first = Math.floor(genes.size() * trim) + 1;
        double rank = ranks / equal;
        return rank >= first && rank <= genes.size() + 1 - first;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
