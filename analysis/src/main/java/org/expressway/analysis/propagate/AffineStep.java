package org.expressway.analysis.propagate;

/**
 * One layer of a classifier: {@code out = in · weights + bias}, and whether a rectifier follows. The bias is of no
 * consequence to an error and is left out.
 *
 * @param weights inputs × outputs, row by row
 * @param rectified whether ReLU follows
 */
public record AffineStep(int inputs, int outputs, float[] weights, boolean rectified) {
    public AffineStep {
        if (inputs < 1 || outputs < 1 || weights.length != (long) inputs * outputs) {
            throw new IllegalArgumentException(
                    "%d weights for a layer of %d inputs and %d outputs".formatted(weights.length, inputs, outputs));
        }
    }
}
