package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * The genes of a batch that take part in a fit, in units of the frame's standard deviation.
 *
 * @param genes panel index of each participating gene, ascending; the other arrays follow this order
 * @param counts values of the gene in the batch
 * @param gammaHat location
 * @param sumsOfSquares sum of squared deviations from the batch's own mean
 */
record StandardizedBatch(int[] genes, double[] counts, double[] gammaHat, double[] sumsOfSquares) {
    /** Genes need two values for a variance and one for a mean; a gene that is constant in the batch takes no part. */
    static StandardizedBatch of(Frame frame, GeneMoments residuals, Adjustment adjustment) {
        int[] counts = residuals.counts();
        double[] means = residuals.means();
        double[] sums = residuals.sumsOfSquares();
        int least = adjustment == Adjustment.MEAN_ONLY ? 1 : 2;
        int[] genes = new int[counts.length];
        int found = 0;
        for (int g = 0; g < counts.length; g++) {
            boolean varies = sums[g] > 0 || counts[g] == 1;
            if (usable(frame, g) && counts[g] >= least && varies && !Double.isNaN(means[g])) {
                genes[found++] = g;
            }
        }
        return standardized(frame, Arrays.copyOf(genes, found), counts, means, sums);
    }

    static boolean usable(Frame frame, int gene) {
        return frame.corrected()[gene] && frame.variance()[gene] > 0;
    }

    private static StandardizedBatch standardized(
            Frame frame, int[] genes, int[] counts, double[] means, double[] sums) {
        double[] n = new double[genes.length];
        double[] gammaHat = new double[genes.length];
        double[] squares = new double[genes.length];
        for (int i = 0; i < genes.length; i++) {
            int g = genes[i];
            n[i] = counts[g];
            gammaHat[i] = means[g] / Math.sqrt(frame.variance()[g]);
            squares[i] = sums[g] / frame.variance()[g];
        }
        return new StandardizedBatch(genes, n, gammaHat, squares);
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
}
