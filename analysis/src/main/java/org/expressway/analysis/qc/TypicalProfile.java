package org.expressway.analysis.qc;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.math.Median;
import org.expressway.analysis.math.Ranks;

/**
 * <b>profile_correlation</b>: the reference's median profile, and Spearman's rho of a sample with it.
 *
 * <p>Ranks, because they see a wrong tissue, a wrong species, a shifted gene column and heavy degradation, and are blind
 * to everything monotone: depth, scale, saturation. Ties get their mean rank, and rho is Pearson's correlation of the
 * ranks, which holds with ties too (Kendall 1948, Rank Correlation Methods). A gene that the sample lacks is left out of
 * both sides. The ranks are of normalised values: those of counts are the same for every method that scales a sample as
 * a whole, but not for one that divides by gene lengths.
 *
 * <p>Genes: the reference's expressed ones, and of many only {@value #GENES}, evenly spread over the order of their
 * medians, so that rho stands for the whole range. Its standard error is then below .01 for any rho above .8; a sort of
 * all genes would cost more than correcting the sample.
 *
 * @param genes panel indices in ascending order of median
 * @param medians normalised log2, one for each of {@code genes}
 */
public record TypicalProfile(int[] genes, double[] medians) {
    static final int GENES = 1000;
    /** Below this many values rho says nothing. */
    static final int FEWEST = 20;

    public TypicalProfile {
        if (genes.length != medians.length) {
            throw new IllegalArgumentException("a median profile of " + genes.length + " genes has " + medians.length
                    + " medians, expected one for each");
        }
    }

    /**
     * The medians of a cohort.
     *
     * @param normalized one array per sample, NaN where missing
     * @param expressed the genes to choose from
     */
    static TypicalProfile of(List<double[]> normalized, boolean[] expressed) {
        double[] medians = medians(normalized, expressed);
        int[] order = IntStream.range(0, medians.length)
                .filter(g -> !Double.isNaN(medians[g]))
                .boxed()
                .sorted(Comparator.comparingDouble(g -> medians[g]))
                .mapToInt(Integer::intValue)
                .toArray();
        int count = Math.min(GENES, order.length);
        int[] genes = IntStream.range(0, count)
                .map(i -> order[(int) ((long) i * order.length / count)])
                .toArray();
        return new TypicalProfile(
                genes, IntStream.of(genes).mapToDouble(g -> medians[g]).toArray());
    }

    /** Spearman's rho; NaN with fewer than {@value #FEWEST} values, or where all are the same. */
    double correlation(double[] normalized) {
        double[] theirs = new double[genes.length];
        double[] ours = new double[genes.length];
        int seen = 0;
        for (int i = 0; i < genes.length; i++) {
            double value = normalized[genes[i]];
            if (!Double.isNaN(value)) {
                theirs[seen] = value;
                ours[seen++] = medians[i];
            }
        }
        return seen < FEWEST ? Double.NaN : Ranks.correlation(theirs, ours, seen);
    }

    private static double[] medians(List<double[]> normalized, boolean[] expressed) {
        double[] medians = new double[expressed.length];
        double[] scratch = new double[normalized.size()];
        for (int g = 0; g < expressed.length; g++) {
            int seen = 0;
            for (int i = 0; i < scratch.length && expressed[g]; i++) {
                double value = normalized.get(i)[g];
                scratch[seen] = value;
                seen += Double.isNaN(value) ? 0 : 1;
            }
            medians[g] = Median.of(scratch, seen);
        }
        return medians;
    }
}
