package org.expressway.analysis.drift;

/**
 * How much of a sample is left beside what is usual: the logarithm of the mean square, which is nearly normal, and in which a
 * doubling counts as much as a halving.
 */
final class Energy {
    private static final double FLOOR = 1e-12;

    private Energy() {}

    /** @param present genes behind the sum, at least one */
    static double log(double squares, int present) {
        return StrictMath.log(Math.max(FLOOR, squares / present));
    }

    /**
     * Of a sample beside what is usual at its site, so that where a site has always stood is not taken for energy. What is
     * usual is a mean of {@code of} samples and has an error, which adds 1/of of the variance: that is taken off.
     *
     * @param genes of an observation
     * @param usual one a gene
     * @param of samples behind {@code usual}; 0 where nothing is usual but the reference
     * @return NaN where no gene is there
     */
    static double log(byte[] genes, float[] usual, long of) {
        double s0 = 0;
        double s1 = 0;
        int present = 0;
        for (int g = 0; g < genes.length; g++) {
            if (genes[g] != Observation.MISSING) {
                float off = genes[g] * (1f / Observation.STEPS) - usual[g];
                if ((present & 1) == 0) {
                    s0 += off * off;
                } else {
                    s1 += off * off;
                }
                present++;
            }
        }
        if (present == 0) {
            return Double.NaN;
        }
        return log(s0 + s1, present) - (of == 0 ? 0 : StrictMath.log1p(1. / of));
    }
}
