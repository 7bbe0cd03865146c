package org.expressway.analysis.evaluate;

/**
 * Expected calibration error of the top call (Guo et al. 2017, ICML): calls are binned by their probability into 15 bins
 * of equal width, and the gaps between mean probability and share correct are averaged, weighted by the bins' sizes. It
 * is not 0 for a perfect model: on 602 samples about .014.
 */
public final class CalibrationError {
    public static final int BINS = 15;

    private CalibrationError() {}

    static int bin(double confidence) {
        return Math.min(BINS - 1, (int) (confidence * BINS));
    }

    public static double of(double[][] p, int[] y) {
        double[] gap = new double[BINS];
        for (int i = 0; i < y.length; i++) {
            int call = Metrics.call(p[i]);
            double confidence = p[i][call];
            gap[bin(confidence)] += (call == y[i] ? 1 : 0) - confidence;
        }
        double sum = 0;
        for (double g : gap) {
            sum += Math.abs(g);
        }
        return sum / y.length;
    }
}
