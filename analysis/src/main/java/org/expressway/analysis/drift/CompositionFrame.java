package org.expressway.analysis.drift;

/**
 * Where a sample lies among the reference's: its scores on the axes of all classes together, and its class
 * probabilities but the last, made uncorrelated, of variance 1 in control. The sum of squares of their moving averages
 * is a MEWMA (Lowry et al. 1992, Technometrics 34:46).
 *
 * <pre>
 *   u = (scores, p_1 … p_{K−1}) − location;   w = L⁻¹ u,   L Lᵀ = (1 − α) S + α diag(S),   α = d/(d + n)
 * </pre>
 *
 * <p>Probabilities of easy classes are nearly 0 or 1 and S nearly singular, and S of d numbers from n samples
 * overstates the large and understates the small directions: hence α.
 *
 * @param mean per gene of corrected values, log2
 * @param inverseSd per gene
 * @param location of u
 * @param whitening L⁻¹, lower triangular, d × d
 */
record CompositionFrame(float[] mean, float[] inverseSd, Axes axes, double[] location, double[][] whitening) {
    private static final double VARIANCE_FLOOR = 1e-3;
    /** One sample that no class explains must not be a drift by itself. */
    private static final double CUT = 6;

    /** @param sample of corrected values */
    static double[] raw(float[] mean, float[] inverseSd, Axes axes, float[] sample, double[] probabilities) {
        float[] z = new float[sample.length];
        for (int g = 0; g < z.length; g++) {
            z[g] = (sample[g] - mean[g]) * inverseSd[g];
        }
        double[] scores = axes.scores(z);
        double[] u = new double[scores.length + probabilities.length - 1];
        System.arraycopy(scores, 0, u, 0, scores.length);
        System.arraycopy(probabilities, 0, u, scores.length, probabilities.length - 1);
        return u;
    }

    /** A frame that looks at nothing, where there are too few samples to say what composition is usual. */
    static CompositionFrame none(int genes) {
        return new CompositionFrame(
                new float[genes], new float[genes], new Axes(new float[0][]), new double[0], new double[0][]);
    }

    /** Learns location and spread from samples that the axes have not seen. */
    static CompositionFrame of(float[] mean, float[] inverseSd, Axes axes, double[][] raw) {
        int d = raw[0].length;
        int n = raw.length;
        double[] location = new double[d];
        for (double[] u : raw) {
            for (int k = 0; k < d; k++) {
                location[k] += u[k] / n;
            }
        }
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
        return new CompositionFrame(mean, inverseSd, axes, location, inverted(cholesky(covariance)));
    }

    int dimensions() {
        return location.length;
    }

    double[] place(float[] corrected, double[] probabilities) {
        if (location.length == 0) {
            return new double[0];
        }
        double[] u = raw(mean, inverseSd, axes, corrected, probabilities);
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
