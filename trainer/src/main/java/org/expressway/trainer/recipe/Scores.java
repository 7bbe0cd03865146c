package org.expressway.trainer.recipe;

/**
 * What the logistic model is fitted on.
 *
 * @param values samples × dimensions, row by row: standardised genes, or their {@link Rotation}
 * @param y per sample its class index
 */
record Scores(double[] values, int dimensions, int[] y, int classes) {
    NativeMatrix rows(int[] samples) {
        double[] rows = new double[samples.length * dimensions];
        for (int i = 0; i < samples.length; i++) {
            System.arraycopy(values, samples[i] * dimensions, rows, i * dimensions, dimensions);
        }
        return new NativeMatrix(rows, samples.length, dimensions);
    }

    int[] labels(int[] samples) {
        int[] labels = new int[samples.length];
        for (int i = 0; i < samples.length; i++) {
            labels[i] = y[samples[i]];
        }
        return labels;
    }
}
