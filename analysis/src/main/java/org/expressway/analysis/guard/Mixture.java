package org.expressway.analysis.guard;

import org.expressway.analysis.math.Vectors;

/**
 * The classes of the reference as a mixture of normal distributions along the axes.
 *
 * @param means classes x axes
 * @param spreads variance of each class
 */
record Mixture(double[][] means, double[] spreads) {
    static Mixture of(LatentClasses classes) {
        return new Mixture(classes.means(), classes.spreads());
    }

    int classes() {
        return means.length;
    }

    int axes() {
        return means[0].length;
    }

    /** Probability of each class for one sample. */
    double[] responsibilities(State state, double[] sample) {
        double[] out = new double[classes()];
        responsibilities(state, logWeights(state), sample, out);
        return out;
    }

    /**
     * Writes the probability of each class for one sample.
     *
     * @return log likelihood of the sample, but for a constant
     */
    double responsibilities(State state, double[] logWeights, double[] sample, double[] out) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < out.length; k++) {
            out[k] = logWeights[k] - squaredDistance(state, sample, k) / (2 * state.scale() * spreads[k]);
            greatest = Math.max(greatest, out[k]);
        }
        double sum = 0;
        for (int k = 0; k < out.length; k++) {
            out[k] = StrictMath.exp(out[k] - greatest);
            sum += out[k];
        }
        for (int k = 0; k < out.length; k++) {
            out[k] /= sum;
        }
        return greatest + StrictMath.log(sum);
    }

    /** Log of share and normal factor of each class; what does not depend on the sample. */
    double[] logWeights(State state) {
        double[] weights = new double[classes()];
        for (int k = 0; k < weights.length; k++) {
            double share = state.proportions()[k];
            weights[k] = share > 0
                    ? StrictMath.log(share) - axes() * StrictMath.log(spreads[k] * state.scale()) / 2
                    : Double.NEGATIVE_INFINITY;
        }
        return weights;
    }

    double squaredDistance(State state, double[] sample, int k) {
        double sum = 0;
        for (int d = 0; d < axes(); d++) {
            double off = sample[d] - state.attenuation() * means[k][d] - state.shift()[d];
            sum += off * off;
        }
        return sum;
    }

    /** Where a mix of classes has its centre. */
    double[] centre(double[] proportions) {
        return Matrices.combine(proportions, means, axes());
    }

    /** Distance between the centres of two mixes, in within-class standard deviations. */
    double distance(double[] mix, double[] other) {
        double[] gap = centre(mix);
        Vectors.add(gap, -1, centre(other));
        return Math.sqrt(Vectors.dot(gap, gap));
    }
}
