package org.expressway.trainer.recipe;

import java.util.Arrays;

/** Matrices as one array and as an array of rows. */
final class Rows {
    private Rows() {}

    static float[][] of(float[] values, int width) {
        float[][] rows = new float[values.length / width][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return rows;
    }

    static double[][] doubles(float[] values, int width) {
        double[][] rows = new double[values.length / width][width];
        for (int j = 0; j < values.length; j++) {
            rows[j / width][j % width] = values[j];
        }
        return rows;
    }
}
