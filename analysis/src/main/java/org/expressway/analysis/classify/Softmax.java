package org.expressway.analysis.classify;

/**
 * Probabilities from logits: p_k = e^(z_k - max z) / sum. The greatest logit is subtracted first, so nothing overflows.
 * StrictMath's exponential, so that the same logits give the same bits everywhere.
 */
public final class Softmax {
    private Softmax() {}

    /** As many probabilities as {@code logits}, of sum 1. */
    public static double[] of(float[] logits) {
        double[] widened = new double[logits.length];
        for (int k = 0; k < logits.length; k++) {
            widened[k] = logits[k];
        }
        return of(widened);
    }

    /** As many probabilities as {@code logits}, of sum 1, in a new array. */
    public static double[] of(double[] logits) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] = StrictMath.exp(logits[k] - greatest);
            sum += probabilities[k];
        }
        for (int k = 0; k < logits.length; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }
}
