package org.expressway.benchmarks.drift;

import java.util.Arrays;
import org.expressway.analysis.classify.Softmax;
import org.expressway.analysis.math.PrincipalAxes;

/** A plain classifier: the nearest class on the leading axes, in within-class standard deviations of each. */
final class NearestCentroid {
    private static final int AXES = 40;
    private static final double TEMPERATURE = 3;

    private final double[] mean;
    private final double[][] axes;
    private final double[][] centroids;
    private final double[] within;

    NearestCentroid(float[][] x, int[] y, int classes) {
        mean = new double[x[0].length];
        for (int g = 0; g < mean.length; g++) {
            double sum = 0;
            int n = 0;
            for (float[] row : x) {
                sum += Float.isNaN(row[g]) ? 0 : row[g];
                n += Float.isNaN(row[g]) ? 0 : 1;
            }
            mean[g] = n == 0 ? 0 : sum / n;
        }
        double[][] rows = Arrays.stream(x).map(this::centred).toArray(double[][]::new);
        axes = PrincipalAxes.of(rows, Math.min(AXES, x.length / 5));
        centroids = new double[classes][axes.length];
        within = new double[axes.length];
        double[][] scores =
                Arrays.stream(rows).map(row -> PrincipalAxes.scores(axes, row)).toArray(double[][]::new);
        int[] n = new int[classes];
        for (int i = 0; i < y.length; i++) {
            n[y[i]]++;
        }
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < axes.length; k++) {
                centroids[y[i]][k] += scores[i][k] / n[y[i]];
            }
        }
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < axes.length; k++) {
                within[k] += Math.pow(scores[i][k] - centroids[y[i]][k], 2) / (y.length - classes);
            }
        }
    }

    double[] probabilities(float[] x) {
        double[] scores = PrincipalAxes.scores(axes, centred(x));
        double[] logits = new double[centroids.length];
        for (int c = 0; c < logits.length; c++) {
            for (int k = 0; k < axes.length; k++) {
                logits[c] -= Math.pow(scores[k] - centroids[c][k], 2) / within[k] / 2 / TEMPERATURE;
            }
        }
        return Softmax.of(logits);
    }

    private double[] centred(float[] x) {
        double[] row = new double[x.length];
        for (int g = 0; g < row.length; g++) {
            row[g] = Float.isNaN(x[g]) ? 0 : x[g] - mean[g];
        }
        return row;
    }
}
