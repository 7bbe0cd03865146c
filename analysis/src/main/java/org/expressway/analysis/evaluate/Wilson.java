package org.expressway.analysis.evaluate;

/**
 * Wilson's score interval of a proportion (Wilson 1927, JASA 22:209), 95 %: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n).
 * Unlike p ± z·se it stays within 0 and 1 and is sensible where all or none succeeded.
 *
 * @param share successes among trials; NaN where there was no trial
 */
public record Wilson(double share, double low, double high) {
    private static final double Z = 1.959963984540054;

    /** The interval of {@code successes} among {@code trials}; means over repetitions may be fractions. */
    public static Wilson of(double successes, double trials) {
        if (trials == 0) {
            return new Wilson(Double.NaN, 0, 1);
        }
        double p = successes / trials;
        double z2 = Z * Z / trials;
        double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4 * trials));
        double centre = p + z2 / 2;
        return new Wilson(p, Math.max(0, (centre - half) / (1 + z2)), Math.min(1, (centre + half) / (1 + z2)));
    }
}
