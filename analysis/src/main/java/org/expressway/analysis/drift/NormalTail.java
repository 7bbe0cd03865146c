package org.expressway.analysis.drift;

/** Tail of the normal distribution, with a relative error below 2e-7 everywhere. */
final class NormalTail {
    /** Chebyshev coefficients of Press et al., Numerical Recipes in C (2nd ed.), section 6.2, function erfcc. */
    private static final double[] COEFFICIENTS = {
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

    /** Probability that |Z| is at least |x|. */
    static double twoSided(double x) {
        double size = Math.abs(x) / Math.sqrt(2);
        double t = 1 / (1 + size / 2);
        double polynomial = 0;
        for (int k = COEFFICIENTS.length - 1; k >= 0; k--) {
            polynomial = COEFFICIENTS[k] + t * polynomial;
        }
        return t * StrictMath.exp(-size * size + polynomial);
    }
}
