package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.Observation.Expected;

/**
 * Location and spread of a number, by class: classes differ in how much they vary and in how surely they are called,
 * and another mix of them must not look like a change. A class of few samples is drawn to all: like {@value #PRIOR}
 * more samples with the common mean and variance.
 */
record ClassScale(double[] mean, double[] sd) {
    private static final int PRIOR = 10;

    /**
     * Learns from values of samples that were called as {@code called}; NaN is left out.
     *
     * @param floor of the spread: a change that is small beside it is of no interest, however steady the value has been
     */
    static ClassScale of(double[] values, int[] called, int classes, double floor) {
        double[] all = moments(values, called, -1);
        double[] mean = new double[classes];
        double[] sd = new double[classes];
        for (int c = 0; c < classes; c++) {
            double[] own = moments(values, called, c);
            double n = own[0];
            mean[c] = (PRIOR * all[1] + n * own[1]) / (PRIOR + n);
            sd[c] = Math.max(floor, Math.sqrt((PRIOR * all[2] + n * own[2]) / (PRIOR + n)));
        }
        return new ClassScale(mean, sd);
    }

    /** Nothing is known: every value is what is expected. */
    static ClassScale blind(int classes) {
        double[] wide = new double[classes];
        Arrays.fill(wide, Double.POSITIVE_INFINITY);
        return new ClassScale(new double[classes], wide);
    }

    Expected of(int c) {
        return new Expected(mean[c], sd[c]);
    }

    double standardised(double value, int c) {
        return (value - mean[c]) / sd[c];
    }

    /** Count, mean and variance (divisor n − 1) of a class, of all for -1; zeros where there is none. */
    private static double[] moments(double[] values, int[] called, int c) {
        double[] some = IntStream.range(0, values.length)
                .filter(i -> (c < 0 || called[i] == c) && !Double.isNaN(values[i]))
                .mapToDouble(i -> values[i])
                .toArray();
        double mean = 0;
        double squares = 0;
        int n = 0;
        for (double value : some) {
            double off = value - mean;
            mean += off / ++n;
            squares += off * (value - mean);
        }
        return new double[] {n, mean, n < 2 ? 0 : squares / (n - 1)};
    }
}
