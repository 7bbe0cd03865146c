package org.expressway.analysis.correct;

/**
 * The frozen side of a correction: what the reference batch has shown per gene, and which genes are corrected at all.
 *
 * <p>The arrays have one entry per panel gene; they are shared, not copied, and must not be changed.
 *
 * @param samples samples in the reference
 * @param counts non-missing values per gene
 * @param means mean log2 value per gene; the grand mean of ComBat
 * @param sumsOfSquares sum of squared deviations per gene, in log2 units squared
 * @param corrected whether the gene is corrected; the others pass unchanged
 */
public record ReferenceMoments(int samples, int[] counts, double[] means, double[] sumsOfSquares, boolean[] corrected) {
    public ReferenceMoments {
        int genes = counts.length;
        if (means.length != genes || sumsOfSquares.length != genes || corrected.length != genes) {
            throw new IllegalArgumentException("counts, means, sums of squares and corrected genes have " + genes + ", "
                    + means.length + ", " + sumsOfSquares.length + " and " + corrected.length
                    + " genes, expected the same number");
        }
        if (samples < 0) {
            throw new IllegalArgumentException("a reference of " + samples + " samples, expected 0 or more");
        }
    }

    public static ReferenceMoments of(GeneMoments moments, boolean[] corrected) {
        return new ReferenceMoments(
                moments.samples(), moments.counts(), moments.means(), moments.sumsOfSquares(), corrected);
    }

    /** Corrects every gene that varies, as sva does. */
    public static ReferenceMoments allGenes(GeneMoments moments) {
        return expressed(moments, Double.NEGATIVE_INFINITY, 0);
    }

    /** Corrects the genes with a mean above {@code minMeanLog2} and a standard deviation (divisor n) above {@code minSd}. */
    public static ReferenceMoments expressed(GeneMoments moments, double minMeanLog2, double minSd) {
        ReferenceMoments reference = of(moments, new boolean[moments.genes()]);
        for (int g = 0; g < reference.genes(); g++) {
            double variance = reference.variance(g);
            reference.corrected[g] = variance > 0 && Math.sqrt(variance) > minSd && reference.means[g] > minMeanLog2;
        }
        return reference;
    }

    public int genes() {
        return counts.length;
    }

    /** ComBat's pooled variance of the gene, divisor n, in log2 units squared; NaN without values. */
    public double variance(int gene) {
        return sumsOfSquares[gene] / counts[gene];
    }
}
