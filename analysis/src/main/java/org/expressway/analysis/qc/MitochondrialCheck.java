package org.expressway.analysis.qc;

/**
 * <b>mitochondrial_share</b>: the share of a sample's counts in the genes of the mitochondrial genome.
 *
 * <p>A cell that breaks loses its cytoplasm's messages before those inside the mitochondria, so the share is high in
 * dying cells and in tissue that waited (Ilicic et al. 2016, Genome Biology 17:29). What is normal depends on tissue and
 * protocol, from 1 % to 40 %: the reference says what it is.
 */
final class MitochondrialCheck {
    private MitochondrialCheck() {}

    /** Share of the sum; NaN where the sample has none of the genes, or nothing at all. */
    static double share(float[] counts, double sum, int[] genes) {
        double inside = 0;
        int seen = 0;
        for (int gene : genes) {
            if (!Float.isNaN(counts[gene])) {
                inside += counts[gene];
                seen++;
            }
        }
        return seen == 0 || !(sum > 0) ? Double.NaN : inside / sum;
    }
}
