package org.expressway.analysis.drift;

import java.util.Arrays;

/**
 * Where a sample lies among the reference's: its places on the leading axes of the model's latent space, and its class
 * probabilities but the last, made uncorrelated, of variance 1 in control. The sum of squares of their moving averages
 * is a MEWMA (Lowry et al. 1992, Technometrics 34:46).
 *
 * <pre>
 *   u = (places, p_1 … p_{K−1}) − location;   w = L⁻¹ u,   L Lᵀ = (1 − α) S + α diag(S),   α = d/(d + n)
 * </pre>
 *
 * <p>Probabilities of easy classes are nearly 0 or 1 and S nearly singular, and S of d numbers from n samples
 * overstates the large and understates the small directions: hence α. For the same reason only the first
 * {@value #MOST_AXES} axes are looked at.
 *
 * @param location of u
 * @param whitening L⁻¹, lower triangular, d × d
 */
record CompositionFrame(double[] location, double[][] whitening) {
    private static final int MOST_AXES = 10;
    private static final double VARIANCE_FLOOR = 1e-3;
    /** One sample that no class explains must not be a drift by itself. */
    private static final double CUT = 6;

    private static double[] raw(int axes, Profile sample) {
        double[] p = sample.probabilities();
        double[] u = new double[axes + p.length - 1];
        System.arraycopy(sample.latent(), 0, u, 0, axes);
        System.arraycopy(p, 0, u, axes, p.length - 1);
        return u;
    }

    /** A frame that looks at nothing, where there are too few samples to say what composition is usual. */
    static CompositionFrame none() {
        return new CompositionFrame(new double[0], new double[0][]);
    }

    /** Learns location and spread from samples that the latent space has not seen. */
    static CompositionFrame of(Profile[] samples) {
        int axes = Math.min(MOST_AXES, samples[0].latent().length);
        double[][] raw = Arrays.stream(samples).map(one -> raw(axes, one)).toArray(double[][]::new);
        double[] location = location(raw);
        return new CompositionFrame(location, inverted(cholesky(covariance(raw, location))));
    }

    private static double[] location(double[][] raw) {
        double[] location = new double[raw[0].length];
        for (double[] u : raw) {
            for (int k = 0; k < u.length; k++) {
                location[k] += u[k] / raw.length;
            }
        }
        return location;
    }

    private static double[][] covariance(double[][] raw, double[] location) {
        int d = location.length;
        int n = raw.length;
        double[][] covariance = new double[d][d];
        for (double[] u : raw) {
            for (int j = 0; j < d; j++) {
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] += (u[j] - location[j]) * (u[k] - location[k]) / Math.max(1, n - 1);
                }
            }
        }
        double alpha = d / (double) (d + n);
        for (int j = 0; j < d; j++) {
            for (int k = 0; k < j; k++) {
                covariance[j][k] *= 1 - alpha;
            }
            covariance[j][j] = Math.max(VARIANCE_FLOOR, covariance[j][j]);
        }
        return covariance;
    }

    int dimensions() {
        return location.length;
    }

    /** How many axes of the latent space it looks at. */
    int axes(int classes) {
        return Math.max(0, location.length - (classes - 1));
    }

    double[] place(Profile sample) {
        if (location.length == 0) {
            return new double[0];
        }
        double[] u = raw(axes(sample.probabilities().length), sample);
        double[] w = new double[location.length];
        for (int j = 0; j < w.length; j++) {
            for (int k = 0; k <= j; k++) {
                w[j] += whitening[j][k] * (u[k] - location[k]);
            }
            w[j] = Math.max(-CUT, Math.min(CUT, w[j]));
        }
        return w;
    }

    private static double[][] cholesky(double[][] a) {
        int d = a.length;
        double[][] l = new double[d][d];
        for (int j = 0; j < d; j++) {
            for (int k = 0; k <= j; k++) {
                double sum = a[j][k];
                for (int i = 0; i < k; i++) {
                    sum -= l[j][i] * l[k][i];
                }
                l[j][k] = j == k ? Math.sqrt(Math.max(sum, a[j][j] * 1e-6)) : sum / l[k][k];
            }
        }
        return l;
    }

    private static double[][] inverted(double[][] l) {
        int d = l.length;
        double[][] inverse = new double[d][d];
        for (int c = 0; c < d; c++) {
            for (int j = c; j < d; j++) {
                double sum = j == c ? 1 : 0;
                for (int i = c; i < j; i++) {
                    sum -= l[j][i] * inverse[i][c];
                }
                inverse[j][c] = sum / l[j][j];
            }
        }
        return inverse;
    }
}
