package org.expressway.analysis.correct;

/**
 * What a batch's fit leaves unknown of its samples' corrected values.
 *
 * <p>The location γ* of a gene is known to its posterior standard deviation, in units of the reference's. A corrected value is
 * y* = (y − E − √vp γ*)/√δ* + E, so that an error e of γ* moves it by −e √(vp/δ*), and its variance is sd² vp/δ*. Errors of
 * different genes are taken as independent; δ* and the expectation E are taken as known. All samples of a batch share the
 * same error: this is the doubt of one of them, not of a difference between two.
 */
public final class CorrectionError {
    private CorrectionError() {}

    /**
     * Variance of the corrected values, log2 units squared, per gene of the panel; 0 for a gene that passes unchanged.
     *
     * @param correction one that corrects
     * @throws IllegalArgumentException when it changes no value, and so says nothing of its error, or is of another panel
     */
    public static double[] variance(CorrectionBasis basis, BatchCorrection correction) {
        if (!correction.corrects()) {
            throw new IllegalArgumentException("a batch that is " + correction.mode()
                    + " has no fit whose error could be told; ask for corrected batches");
        }
        BatchFit fit = correction.fit();
        Frame frame = Standpoint.of(basis, correction.composition()).frame();
        if (fit.genes() != frame.genes()) {
            throw new IllegalArgumentException("the fit has " + fit.genes() + " genes, expected the " + frame.genes()
                    + " of the reference; use the fit's own reference");
        }
        double[] variance = new double[fit.genes()];
        for (int g = 0; g < variance.length; g++) {
            double sd = fit.posteriorSd()[g];
            variance[g] = fit.corrects(g) ? sd * sd * frame.variance()[g] / fit.deltaStar()[g] : 0;
        }
        return variance;
    }
}
