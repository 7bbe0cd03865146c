package org.expressway.trainer.recipe;

/**
 * {@code out = in · weights + bias}.
 *
 * @param inputs number of inputs
 * @param outputs number of outputs
 * @param weights inputs × outputs, row by row
 * @param bias one per output
 */
public record AffineLayer(int inputs, int outputs, float[] weights, float[] bias) {
    public AffineLayer {
        if (weights.length != inputs * outputs || bias.length != outputs) {
            throw new IllegalArgumentException("%d weights and %d biases for a layer of %d inputs and %d outputs"
                    .formatted(weights.length, bias.length, inputs, outputs));
        }
    }
}
