package org.expressway.analysis.normalize;

/** Brings one sample onto the reference's log2 scale. Pure: the same sample always gives the same values. */
public sealed interface Normalizer permits MedianOfRatios, AlreadyLog {
    /**
     * Natural logarithm of the sample's size factor.
     *
     * @param values one value per panel gene, NaN where missing
     * @return ln s; 0 where the unit needs no scaling; NaN when no gene of the sample can be used
     */
    double logSizeFactor(float[] values);

    /**
     * Writes the normalised log2 values into {@code out}; NaN stays NaN.
     *
     * @param values one value per panel gene, NaN where missing
     * @param logSizeFactor what {@link #logSizeFactor} gave for these values
     * @param out as long as {@code values}
     */
    void normalize(float[] values, double logSizeFactor, double[] out);
}
