package org.expressway.analysis.propagate;

import java.util.SplittableRandom;

/**
 * The same covariance for a classifier of which only inputs and outputs are known: {@value #COUNT} draws of the error, from a fixed
 * seed, and the sample covariance of the logits that they give. With so few draws a standard deviation is known to about
 * 1/√(2·{@value #COUNT}), 9 %. The draws come in pairs of opposite sign, so that what is linear in the error leaves the mean alone.
 */
public final class LogitDraws {
    /** Even. */
    public static final int COUNT = 64;

    private static final long SEED = 20_170_401;

    private LogitDraws() {}

    /** Errors, draws × genes. @param variance of each gene's value; not negative */
    public static float[][] errors(double[] variance) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] errors = new float[COUNT][variance.length];
        for (int d = 0; d < COUNT; d += 2) {
            for (int g = 0; g < variance.length; g++) {
                errors[d][g] = variance[g] > 0 ? (float) (Math.sqrt(variance[g]) * random.nextGaussian()) : 0;
                errors[d + 1][g] = -errors[d][g];
            }
        }
        return errors;
    }

    /** @param logits draws × classes */
    public static double[][] covariance(double[][] logits) {
        int classes = logits[0].length;
        double[] mean = new double[classes];
        for (double[] row : logits) {
            for (int k = 0; k < classes; k++) {
                mean[k] += row[k] / logits.length;
            }
        }
        double[][] covariance = new double[classes][classes];
        for (double[] row : logits) {
            for (int i = 0; i < classes; i++) {
                for (int j = 0; j < classes; j++) {
                    covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / logits.length;
                }
            }
        }
        return covariance;
    }
}
