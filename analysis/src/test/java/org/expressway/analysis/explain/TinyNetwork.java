package org.expressway.analysis.explain;

import java.util.SplittableRandom;

/** genes → ReLU(width) → classes with weights from a seed, in plain double precision. */
record TinyNetwork(double[][] first, double[] bias, double[][] second) implements MarginPath {
    static TinyNetwork random(long seed, int genes, int width, int classes) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] bias = new double[width];
        for (int j = 0; j < width; j++) {
            bias[j] = random.nextDouble(-1, 1);
        }
        return new TinyNetwork(matrix(random, genes, width), bias, matrix(random, width, classes));
    }

    private static double[][] matrix(SplittableRandom random, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextDouble(-1, 1);
            }
        }
        return matrix;
    }

    @Override
    public Slopes along(float[] baseline, float[] values, double[] positions, double[] weights, Margin margin) {
        double[] margins = new double[positions.length];
        double[] gradient = new double[values.length];
        for (int i = 0; i < positions.length; i++) {
            double[] x = new double[values.length];
            for (int g = 0; g < x.length; g++) {
                x[g] = baseline[g] + positions[i] * (values[g] - baseline[g]);
            }
            for (int j = 0; j < bias.length; j++) {
                double sum = bias[j];
                for (int g = 0; g < x.length; g++) {
                    sum += x[g] * first[g][j];
                }
                double out = second[j][margin.top()] - second[j][margin.second()];
                margins[i] += Math.max(0, sum) * out;
                for (int g = 0; g < x.length && sum > 0; g++) {
                    gradient[g] += weights[i] * first[g][j] * out;
                }
            }
        }
        float[] rounded = new float[gradient.length];
        for (int g = 0; g < rounded.length; g++) {
            rounded[g] = (float) gradient[g];
        }
        return new Slopes(margins, rounded);
    }
}
