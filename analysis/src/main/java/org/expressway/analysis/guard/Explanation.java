package org.expressway.analysis.guard;

import org.expressway.analysis.math.Vectors;

/**
 * One way to explain a batch: which classes, how far shifted.
 *
 * @param evidence log likelihood, less the surprise at the scale
 * @param responsibilities samples x classes
 * @param mixed whether it was allowed to have more than one class
 */
record Explanation(State state, double evidence, double[][] responsibilities, boolean mixed) {
    /** Samples of each class. */
    double[] counts() {
        double[] counts = new double[state.proportions().length];
        for (double[] one : responsibilities) {
            Vectors.add(counts, 1, one);
        }
        return counts;
    }

    double[] proportions() {
        double[] shares = counts();
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= responsibilities.length;
        }
        return shares;
    }

    /** Share of the samples that the other puts into another class. */
    double disagreement(Explanation other) {
        int differ = 0;
        for (int i = 0; i < responsibilities.length; i++) {
            differ += call(responsibilities[i]) == call(other.responsibilities[i]) ? 0 : 1;
        }
        return (double) differ / responsibilities.length;
    }

    private static int call(double[] one) {
        int best = 0;
        for (int k = 1; k < one.length; k++) {
            best = one[k] > one[best] ? k : best;
        }
        return best;
    }
}
