package org.expressway.analysis.correct;

/**
 * The unit that a batch's deviations are measured in, per panel gene. What they are deviations <i>from</i> is the
 * expectation of each sample, and is subtracted before: the reference's mean, or the mean of the sample's class.
 *
 * <p>The arrays are shared, not copied, and must not be changed.
 *
 * @param variance of the reference's samples about their expectations, in log2 units squared
 * @param corrected whether the gene is corrected; the others pass unchanged
 */
public record Frame(double[] variance, boolean[] corrected) {
    public Frame {
        if (variance.length != corrected.length) {
            throw new IllegalArgumentException("variances and corrected genes have " + variance.length + " and "
                    + corrected.length + " genes, expected the same number");
        }
    }

    /** The reference's own: its samples about its mean, divisor n as sva has it. */
    public static Frame of(ReferenceMoments reference) {
        double[] variance = new double[reference.genes()];
        for (int g = 0; g < variance.length; g++) {
            variance[g] = reference.variance(g);
        }
        return new Frame(variance, reference.corrected());
    }

    public int genes() {
        return variance.length;
    }
}
