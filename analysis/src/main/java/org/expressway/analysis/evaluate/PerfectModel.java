package org.expressway.analysis.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What the calibration error would be if the probabilities were true: labels are drawn from them, y ~ p, many times, and the
 * error measured each time. It is not 0, because bins hold few samples; an observed error below the 95 % quantile is no
 * evidence against the probabilities (the consistency test of Bröcker and Smith 2007, on the expected calibration error).
 */
public final class PerfectModel {
    private static final int DRAWS = 1000;
    private static final double QUANTILE = .95;

    private PerfectModel() {}

    /** The 95 % quantile of the calibration error under y ~ p; the same for the same p and seed. */
    public static double ece95(double[][] p, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] errors = new double[DRAWS];
        int[] y = new int[p.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < y.length; i++) {
                y[i] = drawn(p[i], random.nextDouble());
            }
            errors[draw] = CalibrationError.of(p, y);
        }
        Arrays.sort(errors);
        return errors[(int) Math.ceil(QUANTILE * DRAWS) - 1];
    }

    private static int drawn(double[] p, double u) {
        double sum = 0;
        for (int k = 0; k < p.length - 1; k++) {
            sum += p[k];
            if (u < sum) {
                return k;
            }
        }
        return p.length - 1;
    }
}
