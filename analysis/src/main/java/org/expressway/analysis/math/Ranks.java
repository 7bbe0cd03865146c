package org.expressway.analysis.math;

import java.util.Arrays;

/**
 * Ranks with ties averaged, and Spearman's rho as Pearson's correlation of them.
 *
 * <p>The order is found by one sort of longs that hold a value's bits, turned so that they ascend with the value, and its
 * place in the lowest bits: no comparator, no boxed places. For 1,000 values the place takes 10 of a double's 52 bits of
 * fraction, so values that agree to within 2^-42 of each other may tie, far below what a measurement tells apart. Linear
 * but for the sort, which takes sorted values at once.
 */
public final class Ranks {
    private Ranks() {}

    /** Ranks of {@code values[0..length)} from 1 up, equal values sharing their mean rank; no NaN. */
    public static double[] averaged(double[] values, int length) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(length - 1, 1));
        long place = (1L << shift) - 1;
        long[] order = new long[length];
        for (int i = 0; i < length; i++) {
            order[i] = (ascending(values[i]) & ~place) | i;
        }
        Arrays.sort(order);
        double[] ranks = new double[length];
        for (int from = 0, to = 0; from < length; from = to) {
            to = endOfTie(order, from, shift);
            for (int i = from; i < to; i++) {
                ranks[(int) (order[i] & place)] = (from + to + 1) / 2.0;
            }
        }
        return ranks;
    }

    /** Spearman's rho of the first {@code length} pairs; NaN where one side does not vary. */
    public static double correlation(double[] one, double[] other, int length) {
        double[] x = averaged(one, length);
        double[] y = averaged(other, length);
        double middle = (length + 1) / 2.0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < length; i++) {
            double dx = x[i] - middle;
            double dy = y[i] - middle;
            xx += dx * dx;
            yy += dy * dy;
            xy += dx * dy;
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
    }

    private static int endOfTie(long[] order, int from, int shift) {
        int to = from + 1;
        while (to < order.length && order[to] >> shift == order[from] >> shift) {
            to++;
        }
        return to;
    }

    /** The bits as a number that ascends with the value; -0 is 0. */
    private static long ascending(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
}
