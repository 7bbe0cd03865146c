package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.Locale;

/** How much a sample counts by its class. */
public enum ClassWeights {
    /** Each sample once: what is frequent counts for more. */
    NONE,
    /** Each class as much as another: n / (classes · its samples), as scikit-learn's "balanced". */
    BALANCED;

    /** One weight a class; 1 for a class that does not occur. The samples' weights sum to their number. */
    double[] of(int[] y, int classes) {
        double[] weights = new double[classes];
        Arrays.fill(weights, 1);
        if (this == NONE) {
            return weights;
        }
        int[] counts = new int[classes];
        for (int c : y) {
            counts[c]++;
        }
        long occurring = Arrays.stream(counts).filter(n -> n > 0).count();
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 1 : (double) y.length / (occurring * counts[c]);
        }
        return weights;
    }

    static ClassWeights named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
