package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * What was learned about one batch against the reference: ComBat's parameters per panel gene.
 *
 * <p>Locations are in units of the reference's standard deviation, scales are ratios of variances. All five arrays hold
 * NaN for a gene that passes unchanged. The arrays are shared, not copied, and must not be changed.
 *
 * @param samples samples of the batch
 * @param iterations rounds until sva's stop rule held; 0 when no gene took part
 * @param gammaHat location as observed
 * @param deltaHat variance ratio as observed
 * @param gammaStar location, shrunk
 * @param deltaStar variance ratio, shrunk
 * @param posteriorSd standard deviation of {@code gammaStar}
 * @param gammaBar mean of gammaHat over genes
 * @param tau2 variance of gammaHat over genes
 * @param priorA shape of the inverse gamma prior of delta
 * @param priorB scale of the inverse gamma prior of delta
 */
public record BatchFit(
        int samples,
        int iterations,
        double[] gammaHat,
        double[] deltaHat,
        double[] gammaStar,
        double[] deltaStar,
        double[] posteriorSd,
        double gammaBar,
        double tau2,
        double priorA,
        double priorB) {
    public BatchFit {
        int genes = gammaHat.length;
        if (deltaHat.length != genes
                || gammaStar.length != genes
                || deltaStar.length != genes
                || posteriorSd.length != genes) {
            throw new IllegalArgumentException("the arrays of a fit have " + genes + ", " + deltaHat.length + ", "
                    + gammaStar.length + ", " + deltaStar.length + " and " + posteriorSd.length
                    + " genes, expected the same number");
        }
    }

    /** A fit that learned nothing and passes every gene. */
    public static BatchFit nothing(int samples, int genes) {
        double[] none = new double[genes];
        Arrays.fill(none, Double.NaN);
        return new BatchFit(samples, 0, none, none, none, none, none, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    public int genes() {
        return gammaStar.length;
    }

    /** Whether the fit moves this gene; the others pass unchanged. */
    public boolean corrects(int gene) {
        return !Double.isNaN(gammaStar[gene]);
    }

    public int correctedGenes() {
        int corrected = 0;
        for (int g = 0; g < genes(); g++) {
            corrected += corrects(g) ? 1 : 0;
        }
        return corrected;
    }

    /** Mean over the corrected genes, in reference-sd units; NaN when there is none. */
    public double meanPosteriorSd() {
        double sum = 0;
        for (int g = 0; g < genes(); g++) {
            sum += corrects(g) ? posteriorSd[g] : 0;
        }
        return sum / correctedGenes();
    }
}
