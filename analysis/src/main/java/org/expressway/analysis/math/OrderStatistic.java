package org.expressway.analysis.math;

/** Values by rank, in linear time. The array that is given is reordered. */
public final class OrderStatistic {
    private OrderStatistic() {}

    /**
     * The value of rank {@code rank} in {@code scratch[0..length)}, which must hold no NaN.
     *
     * @param rank from 0 (the smallest) to length - 1
     */
    public static double of(double[] scratch, int length, int rank) {
        return Quickselect.select(scratch, length, rank);
    }

    /** R's quantile (type 7): linear between the values of rank floor and ceiling of (length - 1) p. */
    public static double quantile(double[] scratch, int length, double p) {
        double at = (length - 1) * p;
        int below = (int) Math.floor(at);
        double lower = of(scratch, length, below);
        double upper = below + 1 < length ? of(scratch, length, below + 1) : lower;
        return lower + (at - below) * (upper - lower);
    }
}
