package org.expressway.analysis.guard;

import org.expressway.analysis.math.Vectors;

/**
 * Whether two samples of a subject are always of the same two kinds, seen in their differences alone.
 *
 * <p>If they are, the differences are +d or -d with something added; if they are not, they scatter about 0. d is not known: it is
 * taken from the other subjects, and the one that is judged is projected on it (so a direction that chance made looks like chance).
 *
 * <pre>
 * projections s_p of p = 1..m:   one kind   N(0, t²)
 *                                two kinds  ½ N(m, s²) + ½ N(-m, s²),  s² at least .02 t²
 * evidence = difference of the greatest log likelihoods
 * </pre>
 *
 * <p>Samples that hold more or less of something (a tumour's purity) differ along one direction too, but by amounts of every
 * size, which is one kind here. Cost: m leading vectors of m x m inner products.
 *
 * @param signs of each difference, +1 or -1, along the direction that all share
 * @param evidence of two kinds over one, log units
 */
record TwoKinds(int[] signs, double evidence) {
    private static final int ROUNDS = 100;
    private static final double LEAST_SCATTER = .02;

    static TwoKinds of(double[][] differences) {
        double[][] inner = new double[differences.length][];
        for (int p = 0; p < inner.length; p++) {
            inner[p] = Matrices.dots(differences, differences[p]);
        }
        double[] shared = leading(inner, -1);
        int[] signs = new int[inner.length];
        double[] projections = new double[inner.length];
        for (int p = 0; p < inner.length; p++) {
            signs[p] = shared[p] < 0 ? -1 : 1;
            projections[p] = Vectors.dot(inner[p], leading(inner, p));
        }
        return new TwoKinds(signs, evidence(projections));
    }

    /** Weights of the differences in the direction that most of them share, of unit length, without one of them. */
    private static double[] leading(double[][] inner, int without) {
        int start = start(inner, without);
        double[] weights = start < 0 ? new double[inner.length] : inner[start].clone();
        for (int round = 0; round < ROUNDS; round++) {
            if (without >= 0) {
                weights[without] = 0;
            }
            double size = Math.sqrt(Vectors.dot(weights, weights));
            for (int p = 0; p < weights.length; p++) {
                weights[p] /= size > 0 ? size : 1;
            }
            weights = Matrices.dots(inner, weights);
        }
        if (without >= 0) {
            weights[without] = 0;
        }
        double length = Math.sqrt(Math.max(Vectors.dot(weights, Matrices.dots(inner, weights)), Double.MIN_NORMAL));
        for (int p = 0; p < weights.length; p++) {
            weights[p] /= length;
        }
        return weights;
    }

    /** The greatest difference: surely not at right angles to what most share. */
    private static int start(double[][] inner, int without) {
        int start = -1;
        for (int p = 0; p < inner.length; p++) {
            if (p != without && (start < 0 || inner[p][p] > inner[start][start])) {
                start = p;
            }
        }
        return start;
    }

    private static double evidence(double[] projections) {
        double squares = Vectors.dot(projections, projections) / projections.length;
        if (!(squares > 0)) {
            return 0;
        }
        double one = -projections.length * (StrictMath.log(squares) + 1) / 2;
        double distance = 0;
        for (double s : projections) {
            distance += Math.abs(s) / projections.length;
        }
        double two = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double scatter = Math.max(squares - distance * distance, LEAST_SCATTER * squares);
            double likelihood = 0;
            double next = 0;
            for (double s : projections) {
                double both = Math.abs(s) * distance / scatter;
                likelihood += -(s * s + distance * distance) / (2 * scatter)
                        + both
                        + StrictMath.log1p(StrictMath.exp(-2 * both))
                        - StrictMath.log(2)
                        - StrictMath.log(scatter) / 2;
                next += StrictMath.tanh(both) * Math.abs(s) / projections.length;
            }
            two = Math.max(two, likelihood);
            distance = next;
        }
        return two - one;
    }
}
