package org.expressway.trainer.recipe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS for a smooth convex objective (Nocedal &amp; Wright, Numerical Optimization, algorithm 7.5).
 *
 * <p>The step is found by halving from 1 until the sufficient decrease of Armijo holds. On a convex objective the
 * curvature sᵀy is then never negative, so the Wolfe condition need not be searched for; pairs with no curvature to speak
 * of are left out. Close to the optimum the decrease drowns in rounding, therefore the test forgives a few units in the
 * last place of the objective: without that the search stalls at gradient norms near 1e-6.
 */
final class Lbfgs {
    private static final int MEMORY = 10;
    private static final double ARMIJO = 1e-4;
    private static final double ROUNDING = 1e-14;

    /** A function and its gradient. */
    interface Objective {
        /** Returns the value at {@code theta} and fills {@code gradient}. */
        double at(double[] theta, double[] gradient);
    }

    /**
     * @param theta where the search ended
     * @param value the objective there
     * @param gradientNorm Euclidean norm of the gradient there
     */
    record Optimum(double[] theta, double value, double gradientNorm, int iterations) {}

    private record Pair(double[] s, double[] y, double rho) {}

    private final Objective objective;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double[] theta;
    private double[] gradient;
    private double value;

    private Lbfgs(Objective objective, double[] start) {
        this.objective = objective;
        this.theta = start.clone();
        this.gradient = new double[start.length];
        this.value = objective.at(theta, gradient);
    }

    /** Minimises from {@code start} until the gradient's norm is at most {@code tolerance}, the steps are used up or no step descends. */
    static Optimum minimise(Objective objective, double[] start, double tolerance, int maxIterations) {
        Lbfgs search = new Lbfgs(objective, start);
        int iteration = 0;
        while (norm(search.gradient) > tolerance && iteration < maxIterations && search.step()) {
            iteration++;
        }
        return new Optimum(search.theta, search.value, norm(search.gradient), iteration);
    }

    private boolean step() {
        double[] direction = direction();
        double slope = dot(gradient, direction);
        double slack = ROUNDING * Math.max(1, Math.abs(value));
        double[] next = new double[theta.length];
        double[] nextGradient = new double[theta.length];
        for (double t = pairs.isEmpty() ? 1 / Math.max(1, norm(gradient)) : 1; t > 1e-12; t /= 2) {
            move(theta, t, direction, next);
            double nextValue = objective.at(next, nextGradient);
            if (nextValue <= value + ARMIJO * t * slope + slack) {
                accept(next, nextGradient, nextValue);
                return true;
            }
        }
        return false;
    }

    private void accept(double[] next, double[] nextGradient, double nextValue) {
        double[] s = difference(next, theta);
        double[] y = difference(nextGradient, gradient);
        double curvature = dot(s, y);
        if (curvature > 1e-16 * dot(y, y)) {
            pairs.addLast(new Pair(s, y, 1 / curvature));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeFirst();
        }
        theta = next;
        gradient = nextGradient;
        value = nextValue;
    }

    private double[] direction() {
        double[] q = gradient.clone();
        double[] alphas = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> it = pairs.descendingIterator(); it.hasNext(); ) {
            Pair pair = it.next();
            alphas[--i] = pair.rho() * dot(pair.s(), q);
            move(q, -alphas[i], pair.y(), q);
        }
        scale(
                q,
                pairs.isEmpty()
                        ? -1
                        : -1
                                / (pairs.getLast().rho()
                                        * dot(
                                                pairs.getLast().y(),
                                                pairs.getLast().y())));
        for (Pair pair : pairs) {
            double beta = pair.rho() * dot(pair.y(), q);
            move(q, -alphas[i++] - beta, pair.s(), q);
        }
        return q;
    }

    private static void move(double[] from, double t, double[] direction, double[] out) {
        for (int j = 0; j < from.length; j++) {
            out[j] = from[j] + t * direction[j];
        }
    }

    private static double[] difference(double[] a, double[] b) {
        double[] out = new double[a.length];
        move(a, -1, b, out);
        return out;
    }

    private static void scale(double[] a, double by) {
        for (int j = 0; j < a.length; j++) {
            a[j] *= by;
        }
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
