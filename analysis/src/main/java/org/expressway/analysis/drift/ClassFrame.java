package org.expressway.analysis.drift;

import java.util.Arrays;
import org.expressway.analysis.math.Median;

/**
 * What is expected of a sample of each class, gene by gene: z = (x − centroid of its class) / sd within the classes.
 * Seen so, another mix of classes is no shift; standardised without regard to class, the charts alarmed at every
 * hospital of a real cohort.
 *
 * <pre>
 *   s² = ({@value #PRIOR} · median over genes + d · pooled variance within classes) / ({@value #PRIOR} + d),   d = n − classes
 * </pre>
 *
 * <p>The prior matters for a dozen samples, where single genes agree by chance (Smyth 2004 with a fixed prior). |z| is
 * cut at {@value #CUT}: one outlying value is no drift.
 *
 * @param centroids classes × genes, log2; NaN for a class or gene never seen
 * @param inverseSd per gene, 1/log2
 * @param sizes samples that each class's centroid is the mean of
 */
record ClassFrame(float[][] centroids, float[] inverseSd, int[] sizes) {
    static final float CUT = 5;
    private static final int PRIOR = 4;
    private static final double SD_FLOOR = .05;

    static ClassFrame of(float[][] x, int[] y, int classes) {
        int genes = x[0].length;
        float[][] centroids = new float[classes][genes];
        double[] variance = new double[genes];
        double[] freedom = new double[genes];
        int[] n = new int[classes];
        double[] mean = new double[classes];
        double[] squares = new double[classes];
        for (int g = 0; g < genes; g++) {
            Arrays.fill(n, 0);
            Arrays.fill(mean, 0);
            Arrays.fill(squares, 0);
            for (int i = 0; i < x.length; i++) {
                float value = x[i][g];
                if (!Float.isNaN(value)) {
                    int c = y[i];
                    double off = value - mean[c];
                    mean[c] += off / ++n[c];
                    squares[c] += off * (value - mean[c]);
                }
            }
            for (int c = 0; c < classes; c++) {
                centroids[c][g] = n[c] == 0 ? Float.NaN : (float) mean[c];
                variance[g] += squares[c];
                freedom[g] += Math.max(0, n[c] - 1);
            }
            variance[g] = freedom[g] == 0 ? Double.NaN : variance[g] / freedom[g];
        }
        int[] sizes = new int[classes];
        for (int c : y) {
            sizes[c]++;
        }
        return new ClassFrame(centroids, inverse(variance, freedom), sizes);
    }

    /** Variance of each centroid's error, in variances of a gene. */
    double[] errors() {
        return Arrays.stream(sizes).mapToDouble(n -> 1. / Math.max(1, n)).toArray();
    }

    private static float[] inverse(double[] variance, double[] freedom) {
        double[] known = Arrays.stream(variance).filter(v -> v > 0).toArray();
        double middle = known.length == 0 ? 1 : Median.of(known, known.length);
        float[] inverse = new float[variance.length];
        for (int g = 0; g < inverse.length; g++) {
            double own = freedom[g] == 0 ? 0 : variance[g] * freedom[g];
            double shrunk = (PRIOR * middle + own) / (PRIOR + freedom[g]);
            inverse[g] = (float) (1 / Math.max(SD_FLOOR, Math.sqrt(shrunk)));
        }
        return inverse;
    }

    int genes() {
        return inverseSd.length;
    }

    /** A class of which at least one sample was seen. */
    boolean knows(int c) {
        for (float value : centroids[c]) {
            if (!Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** z of a sample of class {@code c}; NaN where the sample or the class has no value. */
    float[] standardised(float[] x, int c) {
        float[] z = new float[x.length];
        float[] centroid = centroids[c];
        for (int g = 0; g < z.length; g++) {
            float one = (x[g] - centroid[g]) * inverseSd[g];
            z[g] = Math.max(-CUT, Math.min(CUT, one));
        }
        return z;
    }
}
