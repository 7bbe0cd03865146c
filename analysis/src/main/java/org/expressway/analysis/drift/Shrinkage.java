package org.expressway.analysis.drift;

/**
 * How much of a mean of few samples to believe (James and Stein 1961, positive part): in d dimensions of variance 1 a mean m of n samples
 * lies (d − 2)/n too far out on the whole, and closer to the truth for being drawn back to where one would have looked without it,
 *
 * <pre>
 *   c = max(0, 1 − (d − 2) / (n |m|²))
 * </pre>
 *
 * <p>A site that is nowhere else than the reference keeps next to nothing of its chance offset, one that is, nearly all of it.
 */
final class Shrinkage {
    private Shrinkage() {}

    /** c; 1 in fewer than three dimensions, 0 where nothing was learned. @param samples behind the mean */
    static double kept(double[] mean, long samples) {
        double squares = 0;
        for (double one : mean) {
            squares += one * one;
        }
        if (squares == 0) {
            return 0;
        }
        return Math.min(1, Math.max(0, 1 - (mean.length - 2) / (samples * squares)));
    }
}
