package org.expressway.analysis.calibrate;

import java.util.Arrays;

/**
 * A statistic's values on samples that are as they should be, against which a new one is judged.
 *
 * @param ascending values of n calibration samples
 */
public record InControl(double[] ascending) {
    public InControl {
        for (int i = 0; i < ascending.length; i++) {
            if (Double.isNaN(ascending[i]) || (i > 0 && ascending[i] < ascending[i - 1])) {
                throw new IllegalArgumentException("the values in control are not an ascending row of numbers");
            }
        }
    }

    static InControl of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new InControl(sorted);
    }

    /**
     * Share of samples in control that are at least as large, counted with the new one among them:
     * (1 + #{v ≥ seen}) / (n + 1). Never 0, and a valid p-value for exchangeable samples (Phipson and Smyth 2010).
     */
    public double tail(double seen) {
        int first = Arrays.binarySearch(ascending, seen);
        int below = first < 0 ? -first - 1 : first;
        while (below > 0 && ascending[below - 1] == seen) {
            below--;
        }
        return (1. + ascending.length - below) / (ascending.length + 1);
    }

    /** The value that a share {@code q} of the samples does not exceed; NaN without samples. */
    public double quantile(double q) {
        int last = ascending.length - 1;
        return last < 0 ? Double.NaN : ascending[(int) Math.min(last, Math.max(0, Math.ceil(q * (last + 1)) - 1))];
    }
}
