package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * The genes of a batch that take part in a fit, in units of the reference's standard deviation.
 *
 * @param genes panel index of each participating gene, ascending; the other arrays follow this order
 * @param counts values of the gene in the batch
 * @param gammaHat location
 * @param sumsOfSquares sum of squared deviations from the batch's own mean
 */
record StandardizedBatch(int[] genes, double[] counts, double[] gammaHat, double[] sumsOfSquares) {
    static StandardizedBatch of(ReferenceMoments reference, GeneMoments batch) {
        int[] counts = batch.counts();
        double[] means = batch.means();
        double[] sums = batch.sumsOfSquares();
        int[] genes = participating(reference, counts, sums);
        double[] n = new double[genes.length];
        double[] gammaHat = new double[genes.length];
        double[] standardized = new double[genes.length];
        for (int i = 0; i < genes.length; i++) {
            int g = genes[i];
            n[i] = counts[g];
            gammaHat[i] = (means[g] - reference.means()[g]) / Math.sqrt(reference.variance(g));
            standardized[i] = sums[g] / reference.variance(g);
        }
        return new StandardizedBatch(genes, n, gammaHat, standardized);
    }

    int size() {
        return genes.length;
    }

    double[] deltaHat() {
        double[] deltaHat = new double[size()];
        for (int i = 0; i < size(); i++) {
            deltaHat[i] = sumsOfSquares[i] / (counts[i] - 1);
        }
        return deltaHat;
    }

    /** Spreads values of the participating genes over the panel, NaN elsewhere. */
    double[] overPanel(double[] values, int panelGenes) {
        double[] panel = new double[panelGenes];
        Arrays.fill(panel, Double.NaN);
        for (int i = 0; i < size(); i++) {
            panel[genes[i]] = values[i];
        }
        return panel;
    }

    private static int[] participating(ReferenceMoments reference, int[] counts, double[] sums) {
        int[] genes = new int[counts.length];
        int found = 0;
        for (int g = 0; g < counts.length; g++) {
            if (reference.corrected()[g] && reference.variance(g) > 0 && counts[g] >= 2 && sums[g] > 0) {
                genes[found++] = g;
            }
        }
        return Arrays.copyOf(genes, found);
    }
}
