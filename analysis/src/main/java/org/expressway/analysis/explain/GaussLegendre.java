package org.expressway.analysis.explain;

/**
 * Gauss-Legendre quadrature on [0, 1]: n nodes integrate polynomials up to degree 2n − 1 exactly.
 *
 * <p>Nodes are the roots of the Legendre polynomial, found by Newton's iteration from Tricomi's guess (Press et al. 2007,
 * Numerical Recipes 4.6.1); the polynomial and its derivative come from the three-term recurrence. Good to a few units in the
 * last place for the hundreds of nodes that are used here. Cost n² once.
 *
 * @param nodes ascending, inside (0, 1)
 * @param weights positive, 1 in sum
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GaussLegendre(double[] nodes, double[] weights) {
    private static final double CONVERGED = 1e-15;
    private static final int MOST_ITERATIONS = 50;

    public static GaussLegendre of(int n) {
        if (n < 1) {
            throw new IllegalArgumentException(n + " nodes; expected 1 or more");
        }
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < (n + 1) / 2; i++) {
            double z = root(n, i);
            double slope = derivative(n, z);
            nodes[i] = (1 - z) / 2;
            nodes[n - 1 - i] = (1 + z) / 2;
            weights[i] = 1 / ((1 - z * z) * slope * slope);
            weights[n - 1 - i] = weights[i];
        }
        return new GaussLegendre(nodes, weights);
    }

    private static double root(int n, int i) {
        double z = StrictMath.cos(Math.PI * (i + .75) / (n + .5));
        for (int k = 0; k < MOST_ITERATIONS; k++) {
            double step = polynomial(n, z)[0] / derivative(n, z);
            z -= step;
            if (Math.abs(step) <= CONVERGED) {
                break;
            }
        }
        return n % 2 == 1 && i == n / 2 ? 0 : z;
    }

    private static double derivative(int n, double z) {
        double[] p = polynomial(n, z);
        return n * (z * p[0] - p[1]) / (z * z - 1);
    }

    /** P_n and P_(n−1) at z. */
    private static double[] polynomial(int n, double z) {
        double p = 1;
        double before = 0;
        for (int j = 0; j < n; j++) {
            double next = ((2 * j + 1) * z * p - j * before) / (j + 1);
            before = p;
            p = next;
        }
        return new double[] {p, before};
    }
}
