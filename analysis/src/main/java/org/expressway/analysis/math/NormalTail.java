package org.expressway.analysis.math;

/**
 * P(Z > z) of a standard normal variable, by the rational approximation of Abramowitz and Stegun, 7.1.26 refined as in Numerical
 * Recipes ("erfcc"): a Chebyshev fit of erfc whose fractional error is below 1.2e-7 everywhere, far tails included.
 */
public final class NormalTail {
    private static final double[] SERIES = {
        -1.26551223,
        1.00002368,
        .37409196,
        .09678418,
        -.18628806,
        .27886807,
        -1.13520398,
        1.48851587,
        -.82215223,
        .17087277
    };

    private NormalTail() {}

    /** Never NaN for a number; 0 and 1 at the infinities. */
    public static double above(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + .5 * x);
        double sum = 0;
        for (int i = SERIES.length - 1; i >= 0; i--) {
            sum = sum * t + SERIES[i];
        }
        double tail = Double.isInfinite(z) ? 0 : .5 * t * StrictMath.exp(-x * x + sum);
        return z >= 0 ? tail : 1 - tail;
    }
}
