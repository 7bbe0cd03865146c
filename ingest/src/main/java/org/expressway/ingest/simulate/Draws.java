package org.expressway.ingest.simulate;

/**
 * Random numbers that are the same on every machine: SplitMix64 (Steele, Lea &amp; Flood 2014) under samplers that use
 * only {@code + - * /} and StrictMath. The JDK promises neither the algorithm of SplittableRandom nor that of its
 * Gaussian. Mutable.
 */
final class Draws {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double LN_2 = 0.6931471805599453;
    private static final double HALF_LN_2_PI = 0.9189385332046727;

    private long state;

    Draws(long seed) {
        state = seed;
    }

    /** An independent stream for each path of numbers, such as (seed, purpose, sample, gene). */
    static Draws at(long... path) {
        long seed = 0;
        for (long step : path) {
            seed = mix(seed + GOLDEN_GAMMA) ^ mix(step * GOLDEN_GAMMA + 0x632be59bd9b4e019L);
        }
        return new Draws(mix(seed));
    }

    /** Uniform in (0, 1), never 0. */
    double uniform() {
        state += GOLDEN_GAMMA;
        return ((mix(state) >>> 11) + 0.5) * 0x1.0p-53;
    }

    /** Uniform in 0 .. bound-1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Standard normal, by Marsaglia's polar method; the second of the pair is thrown away to keep no state. */
    double gaussian() {
        double u;
        double s;
        do {
            u = 2 * uniform() - 1;
            double v = 2 * uniform() - 1;
            s = u * u + v * v;
        } while (s >= 1);
        return u * StrictMath.sqrt(-2 * StrictMath.log(s) / s);
    }

    /** Gamma of mean 1 and variance {@code 1/shape}, {@code shape >= 1}: Marsaglia and Tsang (2000). */
    double unitGamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && StrictMath.log(uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
                return d * v / shape;
            }
        }
    }

    /**
     * Poisson, by Hörmann's transformed rejection PTRS (1993) from a mean of 10, else by inversion. Two draws from
     * equal streams with slightly different means are nearly always the same quantile, which couples them.
     */
    double poisson(double mean) {
        return mean < 10 ? poissonByInversion(mean) : poissonByRejection(mean);
    }

    private double poissonByInversion(double mean) {
        double u = uniform();
        double p = StrictMath.exp(-mean);
        double cumulated = p;
        int k = 0;
        while (u > cumulated && k < 200) {
            k++;
            p *= mean / k;
            cumulated += p;
        }
        return k;
    }

    private double poissonByRejection(double mean) {
        double logMean = StrictMath.log(mean);
        double b = 0.931 + 2.53 * StrictMath.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double acceptable = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = uniform() - 0.5;
            double v = uniform();
            double us = 0.5 - StrictMath.abs(u);
            double k = StrictMath.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= acceptable) {
                return k;
            }
            boolean possible = k >= 0 && !(us < 0.013 && v > us);
            if (possible
                    && StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) {
                return k;
            }
        }
    }

    /** 2 to the power x. */
    static double exp2(double x) {
        return StrictMath.exp(x * LN_2);
    }

    /** ln k!, exact sums below 10, Stirling's series (error below 1e-12) from there. */
    static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double x = k + 1;
        double r = 1 / (x * x);
        return (x - 0.5) * StrictMath.log(x) - x + HALF_LN_2_PI + (1.0 / 12 - r * (1.0 / 360 - r / 1260)) / x;
    }

    private static long mix(long z) {
        long mixed = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
