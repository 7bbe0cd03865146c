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
        double left = 1;
        double base = (1 - LAMBDA) * (1 - LAMBDA);
        for (long t = Math.min(samples, 1024); t > 0; t >>= 1) {
            left *= (t & 1) == 1 ? base : 1;
            base *= base;
        }
        return LIMIT * (1 - left);
    }
}
