package org.expressway.analysis.calibrate;

import org.expressway.analysis.classify.Softmax;

/**
 * Temperature scaling (Guo et al. 2017, ICML): p' = softmax(ln p / T), one number for all samples and classes.
 *
 * <p>T is the minimum of the log loss over calibration samples. In β = 1/T the loss Σ_i [ln Σ_k e^{β l_k} − β l_y] is convex
 * (a log-sum-exp of linear functions less a linear one), so the root of its slope is found by bisection on ln β; 60 halvings
 * resolve it beyond a double's precision of the loss. Ranks do not change, so neither does accuracy. Probabilities are
 * held at 1e-30 or above before the logarithm: a float32 softmax may round to 0, and one certain mistake must not have
 * the last word. β stays between 1/{@value #LARGEST} and {@value #LARGEST}: samples that separate perfectly have no finite
 * optimum. Too few samples say little about it: with fewer than {@value #FEWEST} it is 1.
 *
 * @param value T; above 1 the classifier was too sure
 */
public record Temperature(double value) {
    /** Calibration samples below which nothing is learned. */
    public static final int FEWEST = 10;

    /** Leaves probabilities as they are. */
    public static final Temperature NONE = new Temperature(1);

    private static final double LARGEST = 10;
    private static final double LEAST_PROBABILITY = 1e-30;
    private static final int HALVINGS = 60;

    public Temperature {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a temperature of " + value + ", expected a positive number");
        }
    }

    /**
     * The temperature of the least log loss.
     *
     * @param p calibration samples × classes
     * @param y per sample its class index
     */
    public static Temperature of(double[][] p, int[] y) {
        if (y.length < FEWEST) {
            return NONE;
        }
        double[][] logs = new double[p.length][];
        for (int i = 0; i < p.length; i++) {
            logs[i] = logs(p[i]);
        }
        double low = -Math.log(LARGEST);
        double high = Math.log(LARGEST);
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (slope(logs, y, StrictMath.exp(middle)) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new Temperature(StrictMath.exp(-(low + high) / 2));
    }

    /** The scaled probabilities of one sample. */
    public double[] apply(double[] p) {
        double[] scaled = logs(p);
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] /= value;
        }
        return Softmax.of(scaled);
    }

    /** The scaled probabilities of samples × classes. */
    public double[][] apply(double[][] p) {
        double[][] scaled = new double[p.length][];
        for (int i = 0; i < p.length; i++) {
            scaled[i] = apply(p[i]);
        }
        return scaled;
    }

    /** Of the summed log loss in β: Σ_i (Σ_k p_k l_k − l_y). */
    private static double slope(double[][] logs, int[] y, double beta) {
        double slope = 0;
        for (int i = 0; i < y.length; i++) {
            double[] scaled = new double[logs[i].length];
            for (int k = 0; k < scaled.length; k++) {
                scaled[k] = beta * logs[i][k];
            }
            double[] p = Softmax.of(scaled);
            for (int k = 0; k < p.length; k++) {
                slope += p[k] * logs[i][k];
            }
            slope -= logs[i][y[i]];
        }
        return slope;
    }

    private static double[] logs(double[] p) {
        double[] logs = new double[p.length];
        for (int k = 0; k < p.length; k++) {
            logs[k] = StrictMath.log(Math.max(LEAST_PROBABILITY, p[k]));
        }
        return logs;
    }
}
