package org.expressway.analysis.evaluate;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call in service, and its label where one came.
 *
 * @param probabilities by subtype; empty where there was no model
 * @param set the conformal set; null where the model was not calibrated
 * @param abstained whether the call was withheld
 * @param label the confirmed subtype; null as long as there is none
 */
public record ServedCall(
        Map<String, Double> probabilities,
        @Nullable Set<String> set,
        boolean abstained,
        @Nullable String label) {
    public ServedCall {
        probabilities = Map.copyOf(probabilities);
        set = set == null ? null : Set.copyOf(set);
        requireProbabilities(probabilities.values());
    }

    private static void requireProbabilities(Collection<Double> probabilities) {
        for (double p : probabilities) {
            if (!(p >= 0 && p <= 1 + 1e-9)) {
                throw new IllegalArgumentException("expected probabilities from 0 to 1, seen " + p);
            }
        }
    }

    boolean hasModel() {
        return !probabilities.isEmpty();
    }

    /** Probability of the most probable subtype. */
    double confidence() {
        return probabilities.values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
    }
}
