package org.expressway.stream.batch;

import java.util.Arrays;
import java.util.List;

/**
 * The whole of a cohort and a batch on plain arrays, as a person would do it in R: median of ratios against the cohort's
 * geometric means, then ComBat with the cohort as reference batch, after {@code it.sol} of sva.
 */
final class NaiveHarmonization {
    private static final double PRIOR = .5;

    private final double[][] reference;
    private final double[] logGeometricMeans;

    /** @param cohort counts, one array a sample */
    NaiveHarmonization(List<float[]> cohort) {
        logGeometricMeans = new double[cohort.get(0).length];
        for (int g = 0; g < logGeometricMeans.length; g++) {
            int gene = g;
            logGeometricMeans[g] =
                    mean(cohort.stream().mapToDouble(c -> Math.log(c[gene])).toArray());
        }
        reference = cohort.stream().map(this::normalized).toArray(double[][]::new);
    }

    /** log2 of counts over the sample's size factor. */
    double[] normalized(float[] counts) {
        double[] ratios = new double[counts.length];
        int used = 0;
        for (int g = 0; g < counts.length; g++) {
            if (counts[g] > 0 && Double.isFinite(logGeometricMeans[g])) {
                ratios[used++] = Math.log(counts[g]) - logGeometricMeans[g];
            }
        }
        double[] sorted = Arrays.copyOf(ratios, used);
        Arrays.sort(sorted);
        double sizeFactor = Math.exp((sorted[(used - 1) / 2] + sorted[used / 2]) / 2);
        double[] values = new double[counts.length];
        for (int g = 0; g < counts.length; g++) {
            values[g] = Math.log(counts[g] / sizeFactor + PRIOR) / Math.log(2);
        }
        return values;
    }

    /** Every sample of the batch, corrected on the whole of it. */
    double[][] corrected(List<float[]> batch) {
        double[][] y = batch.stream().map(this::normalized).toArray(double[][]::new);
        int genes = logGeometricMeans.length;
        double[] grand = new double[genes];
        double[] sd = new double[genes];
        double[][] s = new double[genes][y.length];
        for (int g = 0; g < genes; g++) {
            double[] column = column(reference, g);
            grand[g] = mean(column);
            sd[g] = Math.sqrt(variance(column) * (column.length - 1) / column.length);
            for (int i = 0; i < y.length; i++) {
                s[g][i] = (y[i][g] - grand[g]) / sd[g];
            }
        }
        double[][] star = itSol(s);
        for (double[] sample : y) {
            for (int g = 0; g < genes; g++) {
                double standardized = (sample[g] - grand[g]) / sd[g];
                sample[g] = sd[g] * (standardized - star[0][g]) / Math.sqrt(star[1][g]) + grand[g];
            }
        }
        return y;
    }

    /** gamma.star and delta.star. */
    private static double[][] itSol(double[][] s) {
        int n = s[0].length;
        double[] gammaHat =
                Arrays.stream(s).mapToDouble(NaiveHarmonization::mean).toArray();
        double[] deltaHat =
                Arrays.stream(s).mapToDouble(NaiveHarmonization::variance).toArray();
        double gammaBar = mean(gammaHat);
        double tau2 = variance(gammaHat);
        double m = mean(deltaHat);
        double v = variance(deltaHat);
        double a = (2 * v + m * m) / v;
        double b = (m * v + m * m * m) / v;
        double[] gamma = gammaHat.clone();
        double[] delta = deltaHat.clone();
        double change = 1;
        while (change > 1e-4) {
            change = Double.NEGATIVE_INFINITY;
            for (int g = 0; g < s.length; g++) {
                double newGamma = (tau2 * n * gammaHat[g] + delta[g] * gammaBar) / (tau2 * n + delta[g]);
                double sum = Arrays.stream(s[g])
                        .map(x -> (x - newGamma) * (x - newGamma))
                        .sum();
                double newDelta = (.5 * sum + b) / (n / 2.0 + a - 1);
                change = Math.max(change, Math.abs(newGamma - gamma[g]) / gamma[g]);
                change = Math.max(change, Math.abs(newDelta - delta[g]) / delta[g]);
                gamma[g] = newGamma;
                delta[g] = newDelta;
            }
        }
        return new double[][] {gamma, delta};
    }

    private static double[] column(double[][] rows, int g) {
        return Arrays.stream(rows).mapToDouble(row -> row[g]).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    }
}
