package org.expressway.analysis.math;

/** Median of values that the caller gives up: their order is changed. They must hold no NaN. */
public final class Median {
    private Median() {}

    /** Median of {@code scratch[0..length)}, the mean of the two middle values when the length is even; NaN when it is 0. */
    public static double of(double[] scratch, int length) {
        if (length == 0) {
            return Double.NaN;
        }
        double upper = Quickselect.select(scratch, length, length / 2);
        return length % 2 == 1 ? upper : (Quickselect.greatestBelow(scratch, length / 2) + upper) / 2;
    }
}
