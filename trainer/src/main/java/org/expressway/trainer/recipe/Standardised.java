package org.expressway.trainer.recipe;

import org.expressway.trainer.cohort.Profiles;

/** Samples as a model computes with them, made from the rows whenever they are asked for: samples × chosen genes, never all at once. */
record Standardised(Inputs inputs, Profiles rows) {
    int samples() {
        return rows.size();
    }

    int genes() {
        return inputs.width();
    }

    /** Writes one sample at the beginning of {@code out}. */
    void row(int sample, float[] out) {
        inputs.apply(rows.get(sample), out, 0);
    }

    /** All samples, the {@code width} genes from the {@code from}th on: row by row at the beginning of {@code out}. */
    void block(int from, int width, double[] out) {
        inputs.block(rows, from, width, out);
    }
}
