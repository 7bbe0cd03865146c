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
     * @param z one a gene; NaN is missing
     * @param usual one a gene
     * @param of samples behind {@code usual}; 0 where nothing is usual but the reference
     * @return NaN where no gene is there
     */
    static double log(float[] z, float[] usual, long of) {
        double squares = squares(z, usual);
        int present = z.length;
        if (Double.isNaN(squares)) {
            float[] filled = z.clone();
            present = fill(filled, usual);
            squares = squares(filled, usual);
        }
        return present == 0 ? Double.NaN : log(squares, present) - (of == 0 ? 0 : StrictMath.log1p(1. / of));
    }

    private static double squares(float[] z, float[] usual) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int g = 0;
        for (; g + 3 < z.length; g += 4) {
            s0 += square(z[g] - usual[g]);
            s1 += square(z[g + 1] - usual[g + 1]);
            s2 += square(z[g + 2] - usual[g + 2]);
            s3 += square(z[g + 3] - usual[g + 3]);
        }
        for (; g < z.length; g++) {
            s0 += square(z[g] - usual[g]);
        }
        return (s0 + s1) + (s2 + s3);
    }

    private static float square(float off) {
        return off * off;
    }

    /** Puts what is usual in the place of what is missing. @return how many are not */
    private static int fill(float[] z, float[] usual) {
        int present = 0;
        for (int g = 0; g < z.length; g++) {
            present += Float.isNaN(z[g]) ? 0 : 1;
            z[g] = Float.isNaN(z[g]) ? usual[g] : z[g];
        }
        return present;
    }
}
