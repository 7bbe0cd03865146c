package org.expressway.analysis.normalize;

import org.expressway.analysis.math.NearestLog2;

/**
 * Robinson and Oshlack's trimmed mean of M values (2010, Genome Biology 11:R25) against one frozen column r.
 *
 * <pre>
 * M = log2((o/No) / (r/Nr))      A = (log2(o/No) + log2(r/Nr)) / 2      over genes with o > 0 and r > 0
 * v = (No - o)/(No o) + (Nr - r)/(Nr r)                                 the variance of M by the delta method
 * kept: rank of M in [floor(.3 n) + 1, n - floor(.3 n)] and rank of A in the same with .05, ties averaged
 * log2 f = sum(M/v) / sum(1/v)                                          0 where max |M| &lt; 1e-6, or nothing is kept
 * </pre>
 *
 * <p>The figures are edgeR's {@code .calcFactorTMM}. Small counts make many genes of equal M or A, up to rounding, and
 * which of these R takes for equal decides which are kept: with logarithms that are 2 ulp off, f differs from edgeR's in
 * the fourth to sixth digit. So operations stand in edgeR's order, and logarithms are rounded to the nearest. Cost: two
 * logarithms a gene and four selections, about 2 ms for 20,000 genes.
 */
final class TrimmedMean {
    private static final double RATIO_TRIM = .3;
    private static final double LEVEL_TRIM = .05;
    private static final double SAME = 1e-6;

    private final double[] reference;
    private final double referenceLibrary;
    private final double[] referenceLevels;

    TrimmedMean(double[] reference, double referenceLibrary) {
        this.reference = reference;
        this.referenceLibrary = referenceLibrary;
        this.referenceLevels = levels(reference, referenceLibrary);
    }

    /**
     * log2 of the sample's factor.
     *
     * @param library sum of the values, > 0
     * @return NaN when the sample and the reference have no gene above zero in common
     */
    double log2Factor(float[] values, double library) {
        Genes genes = new Genes(values.length);
        for (int g = 0; g < values.length; g++) {
            if (values[g] > 0 && reference[g] > 0) {
                add(values[g], library, g, genes);
            }
        }
        if (genes.n == 0) {
            return Double.NaN;
        }
        return genes.differ() ? genes.trimmedMean() : 0;
    }

    private void add(double seen, double library, int g, Genes genes) {
        double share = seen / library;
        double expected = reference[g];
        double variance =
                (library - seen) / library / seen + (referenceLibrary - expected) / referenceLibrary / expected;
        genes.add(
                NearestLog2.of(share / (expected / referenceLibrary)),
                (NearestLog2.of(share) + referenceLevels[g]) / 2,
                variance);
    }

    /** log2(r/Nr); 0 where r is not positive, and nobody asks. */
    private static double[] levels(double[] reference, double library) {
        double[] levels = new double[reference.length];
        for (int g = 0; g < reference.length; g++) {
            levels[g] = reference[g] > 0 ? NearestLog2.of(reference[g] / library) : 0;
        }
        return levels;
    }

    /** M, A and v of the usable genes. Mutable, of one sample. */
    private static final class Genes {
        private final double[] ratio;
        private final double[] level;
        private final double[] variance;
        private int n;

        Genes(int capacity) {
            ratio = new double[capacity];
            level = new double[capacity];
            variance = new double[capacity];
        }

        void add(double m, double a, double v) {
            ratio[n] = m;
            level[n] = a;
            variance[n++] = v;
        }

        boolean differ() {
            for (int i = 0; i < n; i++) {
                if (Math.abs(ratio[i]) >= SAME) {
                    return true;
                }
            }
            return false;
        }

        double trimmedMean() {
            RankBand ratios = RankBand.of(ratio, n, RATIO_TRIM);
            RankBand levels = RankBand.of(level, n, LEVEL_TRIM);
            double weighted = 0;
            double weights = 0;
            for (int i = 0; i < n; i++) {
                if (ratios.contains(ratio[i]) && levels.contains(level[i])) {
                    weighted += ratio[i] / variance[i];
                    weights += 1 / variance[i];
                }
            }
            double mean = weighted / weights;
            return Double.isNaN(mean) ? 0 : mean;
        }
    }
}
