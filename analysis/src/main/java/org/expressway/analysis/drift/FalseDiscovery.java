package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Benjamini and Hochberg 1995 (JRSS B 57:289): the smallest false discovery rate at which each hypothesis is rejected.
 */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /** q_(i) = min over j ≥ i of p_(j) n / j, in the order of the p-values given. */
    static double[] rates(double[] p) {
        return rates(p, 1);
    }

    /** The same of rates up to {@code most}; a greater one is given as 1. As no q is below its p, only p-values up to there are sorted. */
    static double[] rates(double[] p, double most) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> p[i] <= most)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] rates = new double[p.length];
        Arrays.fill(rates, 1);
        double least = 1;
        for (int rank = order.length; rank > 0; rank--) {
            int i = order[rank - 1];
            least = Math.min(least, p[i] * p.length / rank);
            rates[i] = least <= most ? least : 1;
        }
        return rates;
    }
}
