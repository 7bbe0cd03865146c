package org.expressway.analysis.normalize;

/** A sample that is not aligned to the reference's panel would be normalised gene by wrong gene. */
final class PanelLength {
    private PanelLength() {}

    static void require(int seen, int genes) {
        if (seen != genes) {
            throw new IllegalArgumentException("a sample has " + seen + " values, expected one for each of the " + genes
                    + " genes of the reference's panel");
        }
    }

    /** Samples of a cohort are learned from together, gene by gene. */
    static void requireSame(Iterable<float[]> cohort) {
        int first = -1;
        for (float[] sample : cohort) {
            if (first >= 0 && sample.length != first) {
                throw new IllegalArgumentException("a sample has " + sample.length + " values where the first has "
                        + first + "; align all samples to one panel");
            }
            first = sample.length;
        }
    }
}
