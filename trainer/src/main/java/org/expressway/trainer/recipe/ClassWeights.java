package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.Locale;

/** How much a sample counts by its class. */
public enum ClassWeights {
    /** Each sample once: what is frequent counts for more. */
    NONE(0),
    /**
     * Between the two: a class of n samples counts as n^(1/4) ones. Rare classes are found nearly as often as when balanced,
     * and frequent ones are not paid with.
     */
    TEMPERED(.75),
    /** Each class as much as another: n / (classes · its samples), as scikit-learn's "balanced". */
    BALANCED(1);

    /** A sample of a class of n counts in proportion to n^-power. */
    private final double power;

    ClassWeights(double power) {
        this.power = power;
    }

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
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 1 : Math.pow(counts[c], -power);
            sum += counts[c] * weights[c];
        }
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 1 : weights[c] * y.length / sum;
        }
        return weights;
    }

    static ClassWeights named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
