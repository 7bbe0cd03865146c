package org.expressway.analysis.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which gene sets hold more of the named genes than chance puts there: the upper tail of the hypergeometric
 * distribution, over the genes of the panel.
 */
public final class Pathways {
    private static final double RATE = .05;
    private static final int FEWEST = 3;

    /** @param hits named genes in the set; @param size genes of the panel in the set */
    public record Pathway(String name, int hits, int size, double falseDiscoveryRate) {}

    private Pathways() {}

    /** The surest first; sets with fewer than {@value #FEWEST} named genes are not told. */
    public static List<Pathway> of(Set<String> named, Set<String> panel, Map<String, ? extends Set<String>> sets) {
        List<Pathway> all = new ArrayList<>();
        sets.forEach((name, members) -> {
            int size = (int) members.stream().filter(panel::contains).count();
            int hits = (int) members.stream().filter(named::contains).count();
            if (size > 0) {
                all.add(new Pathway(name, hits, size, tail(hits, size, named.size(), panel.size())));
            }
        });
        double[] rates = FalseDiscovery.rates(
                all.stream().mapToDouble(Pathway::falseDiscoveryRate).toArray());
        List<Pathway> found = new ArrayList<>();
        for (int i = 0; i < rates.length; i++) {
            Pathway one = all.get(i);
            if (rates[i] <= RATE && one.hits() >= FEWEST) {
                found.add(new Pathway(one.name(), one.hits(), one.size(), rates[i]));
            }
        }
        found.sort(Comparator.comparingDouble(Pathway::falseDiscoveryRate).thenComparing(Pathway::name));
        return found;
    }

    /**
     * Probability of {@code hits} or more when {@code drawn} of {@code total} genes are named, {@code size} of them in
     * the set.
     */
    static double tail(int hits, int size, int drawn, int total) {
        double sum = 0;
        for (int k = hits; k <= Math.min(size, drawn); k++) {
            sum += StrictMath.exp(logChoose(size, k) + logChoose(total - size, drawn - k) - logChoose(total, drawn));
        }
        return Math.min(1, sum);
    }

    private static double logChoose(int n, int k) {
        double log = 0;
        if (k < 0 || k > n) {
            return Double.NEGATIVE_INFINITY;
        }
        for (int i = 1; i <= Math.min(k, n - k); i++) {
            log += StrictMath.log((n - i + 1.) / i);
        }
        return log;
    }
}
