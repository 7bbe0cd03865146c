package org.expressway.scorer;

import java.util.List;
import java.util.Map;

/**
 * Beyond what a call is withheld.
 *
 * @param minTumourFraction least share of tumour cells, 0 to 1, of a specimen that states it
 * @param strangeTail tail probability in control at or below which a sample is out of distribution
 * @param callChange probability that the call is another, from the error of the correction, above which there is none
 */
public record Caution(double minTumourFraction, double strangeTail, double callChange) {
    public static final Caution USUAL = new Caution(.2, .01, .05);

    public Caution {
        for (double share : new double[] {minTumourFraction, strangeTail, callChange}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a bound of " + share + ", expected a share from 0 to 1");
            }
        }
    }

    static Caution from(Map<String, String> env, List<String> faults) {
        return new Caution(
                share(env, "EXPRESSWAY_MIN_TUMOUR_FRACTION", USUAL.minTumourFraction, faults),
                share(env, "EXPRESSWAY_STRANGE_TAIL", USUAL.strangeTail, faults),
                share(env, "EXPRESSWAY_CALL_CHANGE", USUAL.callChange, faults));
    }

    private static double share(Map<String, String> env, String key, double usual, List<String> faults) {
        String text = env.getOrDefault(key, Double.toString(usual));
        try {
            double share = Double.parseDouble(text);
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        faults.add(key + " is \"" + text + "\"; set it to a share from 0 to 1, such as " + usual);
        return usual;
    }
}
