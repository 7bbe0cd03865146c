package org.expressway.analysis.drift;

import java.util.Arrays;

/**
 * How often a statistic is at least as large in control: the bridge on which channels are compared.
 *
 * <p>Kept as the values that are exceeded with probability 10^(−k/{@value #PER_DECADE}), as far as at least
 * {@value #FEWEST} simulated values lie beyond; between them the logarithm of the probability is interpolated, beyond
 * them it goes on straight over the last decade, which for statistics with tails no heavier than exponential errs on
 * the quiet side.
 *
 * @param values ascending, at least two
 */
record Tail(double[] values) {
    private static final int PER_DECADE = 20;
    private static final int FEWEST = 20;

    Tail {
        for (int k = 0; k < values.length; k++) {
            if (Double.isNaN(values[k]) || (k > 0 && values[k] < values[k - 1])) {
                throw new IllegalArgumentException("the values of a tail are no ascending row of numbers");
            }
        }
        if (values.length < 2) {
            throw new IllegalArgumentException(values.length + " values of a tail, expected two or more");
        }
    }

    static Tail of(double[] simulated) {
        double[] sorted = simulated.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        int points = Math.max(2, (int) (PER_DECADE * StrictMath.log10(n / (double) FEWEST)) + 1);
        double[] values = new double[points];
        for (int k = 0; k < points; k++) {
            double beyond = n * StrictMath.pow(10, -k / (double) PER_DECADE);
            values[k] = sorted[Math.max(0, Math.min(n - 1, (int) Math.round(n - beyond)))];
        }
        return new Tail(values);
    }

    /** Natural logarithm of the probability, at most 0. */
    double log(double statistic) {
        double decade = -StrictMath.log(10) / PER_DECADE;
        int above = firstNotBelow(statistic);
        int last = values.length - 1;
        if (above == 0) {
            return 0;
        }
        if (above <= last) {
            double width = values[above] - values[above - 1];
            return decade * (above - 1 + (statistic - values[above - 1]) / width);
        }
        int from = Math.max(0, last - PER_DECADE);
        double slope = values[last] > values[from] ? (last - from) / (values[last] - values[from]) : 0;
        return decade * (last + slope * (statistic - values[last]));
    }

    private int firstNotBelow(double statistic) {
        int k = Arrays.binarySearch(values, statistic);
        k = k < 0 ? -k - 1 : k;
        while (k > 0 && values[k - 1] == statistic) {
            k--;
        }
        return k;
    }
}
