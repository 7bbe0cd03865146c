package org.expressway.analysis.drift;

/**
 * Exponentially weighted moving averages (Roberts 1959, Technometrics 1:239): e ← (1 − λ) e + λ z, which in control has
 * the variance λ/(2 − λ) · (1 − (1 − λ)^2t) after t samples of variance 1.
 */
final class Smoothing {
    /** Remembers some 30 samples: small persistent shifts are seen early, single odd samples are not. */
    static final double LAMBDA = .06;

    private static final double LIMIT = LAMBDA / (2 - LAMBDA);

    private Smoothing() {}

    /** Variance of an average after so many samples; the exact one, so that a chart is awake from its first sample. */
    static double variance(long samples) {
        return LIMIT * (1 - power((1 - LAMBDA) * (1 - LAMBDA), samples));
    }

    /** How much an average of so many samples moves when each of them moves by 1. */
    static double weight(long samples) {
        return 1 - power(1 - LAMBDA, samples);
    }

    private static double power(double base, long exponent) {
        double power = 1;
        double square = base;
        for (long t = Math.min(exponent, 1024); t > 0; t >>= 1) {
            power *= (t & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }
}
