package org.expressway.analysis.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.expressway.analysis.math.Vectors;

/**
 * Logistic regression of two classes with L2, on centred log2 values of all genes, its cost chosen by log loss in five folds of whole
 * subjects. Solved in the space of the samples: f = K a + b, iteratively reweighted; b is a feature of large size, so that it
 * is hardly penalised. A missing value is the training mean.
 */
final class TunedLogistic {
    private static final double[] COSTS = {1e-4, 1e-3, 1e-2, 1e-1, 1};
    private static final int FOLDS = 5;
    private static final int ROUNDS = 12;
    private static final double CONSTANT = 1e5;

    private final double[] means;
    private final double[] weights;
    private final double intercept;
    private final double cost;

    private TunedLogistic(double[] means, double[] weights, double intercept, double cost) {
        this.means = means;
        this.weights = weights;
        this.intercept = intercept;
        this.cost = cost;
    }

    static TunedLogistic learn(List<Tcga.Sample> samples) {
        double best = Double.POSITIVE_INFINITY;
        double cost = 0;
        for (double one : COSTS) {
            double loss = heldOutLoss(samples, one);
            if (loss < best) {
                best = loss;
                cost = one;
            }
        }
        return learn(samples, cost);
    }

    double cost() {
        return cost;
    }

    boolean tumour(double[] values) {
        return score(values) > 0;
    }

    private double score(double[] values) {
        return intercept + Vectors.dot(weights, centred(values, means));
    }

    private static double heldOutLoss(List<Tcga.Sample> samples, double cost) {
        List<String> subjects = List.copyOf(
                new TreeSet<>(samples.stream().map(Tcga.Sample::subject).toList()));
        double loss = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Tcga.Sample> learning = new ArrayList<>();
            List<Tcga.Sample> heldOut = new ArrayList<>();
            for (Tcga.Sample sample : samples) {
                (subjects.indexOf(sample.subject()) % FOLDS == fold ? heldOut : learning).add(sample);
            }
            TunedLogistic learned = learn(learning, cost);
            for (Tcga.Sample sample : heldOut) {
                loss += Math.log1p(Math.exp((sample.tumour() ? -1 : 1) * learned.score(sample.values())));
            }
        }
        return loss;
    }

    private static TunedLogistic learn(List<Tcga.Sample> samples, double cost) {
        double[] means = means(samples);
        double[][] rows =
                samples.stream().map(sample -> centred(sample.values(), means)).toArray(double[][]::new);
        double[][] inner = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            inner[i] = Matrices.dots(rows, rows[i]);
            for (int j = 0; j < rows.length; j++) {
                inner[i][j] += CONSTANT;
            }
        }
        double[] dual = dual(inner, samples, cost);
        double[] weights = Matrices.combine(dual, rows, means.length);
        return new TunedLogistic(means, weights, CONSTANT * Arrays.stream(dual).sum(), cost);
    }

    /** Newton: (K + 1 / (cost w)) a = f + (y - p) / w. */
    private static double[] dual(double[][] inner, List<Tcga.Sample> samples, double cost) {
        int n = inner.length;
        double[] dual = new double[n];
        for (int round = 0; round < ROUNDS; round++) {
            double[][] left = new double[n][];
            double[] right = new double[n];
            double[] f = Matrices.dots(inner, dual);
            for (int i = 0; i < n; i++) {
                double p = 1 / (1 + Math.exp(-f[i]));
                double w = Math.max(p * (1 - p), 1e-6);
                left[i] = inner[i].clone();
                left[i][i] += 1 / (cost * w);
                right[i] = f[i] + ((samples.get(i).tumour() ? 1 : 0) - p) / w;
            }
            double[][] inverse = Matrices.inverseLower(Matrices.cholesky(left));
            double[] half = Matrices.dots(inverse, right);
            dual = Matrices.combine(half, inverse, n);
        }
        return dual;
    }

    private static double[] means(List<Tcga.Sample> samples) {
        double[] sums = new double[samples.get(0).values().length];
        int[] seen = new int[sums.length];
        for (Tcga.Sample sample : samples) {
            for (int g = 0; g < sums.length; g++) {
                double value = sample.values()[g];
                sums[g] += Double.isNaN(value) ? 0 : value;
                seen[g] += Double.isNaN(value) ? 0 : 1;
            }
        }
        for (int g = 0; g < sums.length; g++) {
            sums[g] = seen[g] == 0 ? 0 : sums[g] / seen[g];
        }
        return sums;
    }

    private static double[] centred(double[] values, double[] means) {
        double[] centred = new double[values.length];
        for (int g = 0; g < values.length; g++) {
            centred[g] = Double.isNaN(values[g]) ? 0 : values[g] - means[g];
        }
        return centred;
    }
}
