package org.expressway.analysis.guard;

import java.util.ArrayList;
import java.util.List;
import org.expressway.analysis.math.Vectors;

/**
 * Labelled samples in chosen genes, standardised by the within-class standard deviation; a missing value is 0.
 *
 * @param rows samples x genes
 * @param classOf of each sample
 * @param classes how many there are
 */
record Sheet(double[][] rows, int[] classOf, int classes) {
    private static final int FOLDS = 5;

    int samples() {
        return rows.length;
    }

    int genes() {
        return rows[0].length;
    }

    int[] counts() {
        int[] counts = new int[classes];
        for (int k : classOf) {
            counts[k]++;
        }
        return counts;
    }

    /** classes x genes. */
    double[][] means() {
        double[][] means = new double[classes][genes()];
        int[] counts = counts();
        for (int i = 0; i < samples(); i++) {
            Vectors.add(means[classOf[i]], 1.0 / counts[classOf[i]], rows[i]);
        }
        return means;
    }

    /** Each sample less the mean of its class. */
    double[][] residuals(double[][] means) {
        double[][] residuals = new double[samples()][];
        for (int i = 0; i < samples(); i++) {
            residuals[i] = rows[i].clone();
            Vectors.add(residuals[i], -1, means[classOf[i]]);
        }
        return residuals;
    }

    /** The mean over classes, each with the weight of its samples. */
    double[] mean(double[][] means) {
        double[] weights = new double[classes];
        int[] counts = counts();
        for (int k = 0; k < classes; k++) {
            weights[k] = (double) counts[k] / samples();
        }
        return Matrices.combine(weights, means, genes());
    }

    /** Pairs of sheets: every fifth sample held out, and the others, for each of the five; folds without a class left out. */
    List<Split> splits() {
        List<Split> splits = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            Split split = new Split(part(fold, false), part(fold, true));
            if (split.complete()) {
                splits.add(split);
            }
        }
        return splits;
    }

    private Sheet part(int fold, boolean heldOut) {
        List<double[]> some = new ArrayList<>();
        List<Integer> theirs = new ArrayList<>();
        for (int i = 0; i < samples(); i++) {
            if ((i % FOLDS == fold) == heldOut) {
                some.add(rows[i]);
                theirs.add(classOf[i]);
            }
        }
        return new Sheet(
                some.toArray(double[][]::new), theirs.stream().mapToInt(k -> k).toArray(), classes);
    }

    /** Samples to learn from, and samples to see how well it went. */
    record Split(Sheet learning, Sheet heldOut) {
        boolean complete() {
            for (int count : learning.counts()) {
                if (count == 0) {
                    return false;
                }
            }
            return heldOut.samples() > 0 && learning.samples() > learning.classes();
        }
    }
}
