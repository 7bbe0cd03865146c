package org.expressway.analysis.normalize;

import java.util.Arrays;
import org.expressway.analysis.math.OrderStatistic;

/**
 * The values whose rank lies in [floor(trim n) + 1, n - floor(trim n)], equal values sharing their average rank.
 *
 * <p>Average ranks rise with the values, so the values that are kept are an interval, and only the two groups of equal
 * values at its ends have to be ranked: two selections instead of a sort.
 */
record RankBand(double low, boolean lowKept, double high, boolean highKept) {
    /** @param trim share cut off at each end, below one half; {@code values[0..n)}, n at least 1, hold no NaN */
    static RankBand of(double[] values, int n, double trim) {
        int first = (int) Math.floor(n * trim) + 1;
        int last = n + 1 - first;
        double[] scratch = Arrays.copyOf(values, n);
        double low = OrderStatistic.of(scratch, n, first - 1);
        double high = OrderStatistic.of(scratch, n, last - 1);
        return new RankBand(low, inside(low, scratch, first, last), high, inside(high, scratch, first, last));
    }

    boolean contains(double value) {
        return (value > low && value < high) || (value == low && lowKept) || (value == high && highKept);
    }

    private static boolean inside(double value, double[] values, int first, int last) {
        int below = 0;
        int equal = 0;
        for (double other : values) {
            below += other < value ? 1 : 0;
            equal += other == value ? 1 : 0;
        }
        double rank = below + (equal + 1) / 2.0;
        return rank >= first && rank <= last;
    }
}
