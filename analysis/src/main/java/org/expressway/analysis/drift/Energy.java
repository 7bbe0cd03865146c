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
        double s2 = 0;
        double s3 = 0;
        int g = 0;
        for (; g + 3 < genes.length; g += 4) {
            s0 += square(genes[g], usual[g]);
            s1 += square(genes[g + 1], usual[g + 1]);
            s2 += square(genes[g + 2], usual[g + 2]);
            s3 += square(genes[g + 3], usual[g + 3]);
        }
        for (; g < genes.length; g++) {
            s0 += square(genes[g], usual[g]);
        }
        int present = present(genes);
        return present == 0 ? Double.NaN : log(s0 + s1 + s2 + s3, present) - (of == 0 ? 0 : StrictMath.log1p(1. / of));
    }

    private static float square(byte gene, float usual) {
        float off = gene == Observation.MISSING ? 0 : gene * (1f / Observation.STEPS) - usual;
        return off * off;
    }

    private static int present(byte[] genes) {
        int missing = 0;
        for (byte gene : genes) {
            missing += gene == Observation.MISSING ? 1 : 0;
        }
        return genes.length - missing;
    }
}
