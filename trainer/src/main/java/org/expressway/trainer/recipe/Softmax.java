package org.expressway.trainer.recipe;

/** exp(z − max z) normalised, which neither overflows nor divides by zero. */
final class Softmax {
    private Softmax() {}

    /** Replaces the {@code classes} logits from {@code offset} on by their probabilities. */
    static void inPlace(double[] values, int offset, int classes) {
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            max = Math.max(max, values[offset + c]);
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            values[offset + c] = Math.exp(values[offset + c] - max);
            sum += values[offset + c];
        }
        for (int c = 0; c < classes; c++) {
            values[offset + c] /= sum;
        }
    }
}
