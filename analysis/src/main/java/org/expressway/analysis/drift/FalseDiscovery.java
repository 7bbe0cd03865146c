package org.expressway.analysis.drift;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Benjamini and Hochberg 1995 (JRSS B 57:289): the smallest false discovery rate at which each hypothesis is rejected.
 */
final class FalseDiscovery {
    private FalseDiscovery() {}

    /** q_(i) = min over j ≥ i of p_(j) n / j, in the order of the p-values given. */
    static double[] rates(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] rates = new double[p.length];
        double least = 1;
        for (int rank = p.length; rank > 0; rank--) {
            int i = order[rank - 1];
            least = Math.min(least, p[i] * p.length / rank);
            rates[i] = least;
        }
        return rates;
    }
}
