package org.expressway.analysis.calibrate;

import java.util.Arrays;

/**
 * The classes that a sample may be of.
 *
 * @param classes indices, ascending, at least one
 * @param atypical no class was likely enough, and the top call stands alone in the set: the sample is unlike all that were
 *     calibrated on
 */
public record PredictionSet(int[] classes, boolean atypical) {
    public PredictionSet {
        if (classes.length == 0) {
            throw new IllegalArgumentException("a prediction set without a class; an empty one holds the top call");
        }
    }

    public boolean contains(int c) {
        return Arrays.stream(classes).anyMatch(k -> k == c);
    }

    public int size() {
        return classes.length;
    }
}
