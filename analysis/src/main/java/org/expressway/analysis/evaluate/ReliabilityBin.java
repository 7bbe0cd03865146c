package org.expressway.analysis.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls of about the same probability.
 *
 * @param confidence their mean probability
 * @param right share of them that is right
 */
public record ReliabilityBin(int samples, double confidence, Wilson right) {
    /** The bins of the calibration error that hold samples, ascending. */
    public static List<ReliabilityBin> of(double[][] p, int[] y) {
        int bins = CalibrationError.BINS;
        int[] n = new int[bins];
        int[] right = new int[bins];
        double[] confidence = new double[bins];
        for (int i = 0; i < y.length; i++) {
            int call = Metrics.call(p[i]);
            int bin = CalibrationError.bin(p[i][call]);
            n[bin]++;
            right[bin] += call == y[i] ? 1 : 0;
            confidence[bin] += p[i][call];
        }
        List<ReliabilityBin> filled = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            if (n[b] > 0) {
                filled.add(new ReliabilityBin(n[b], confidence[b] / n[b], Wilson.of(right[b], n[b])));
            }
        }
        return filled;
    }
}
