package org.expressway.analysis.normalize;

import java.util.OptionalInt;

/** Brings one sample onto the reference's scale. Pure: the same sample always gives the same values. */
public sealed interface Normalizer
        permits AlreadyLog, Cp10k, Cpm, LogCpm, LogOfValues, MedianOfRatios, Quantile, Tmm, Tpm {
    NormalizationMethod method();

    /** The unit of the samples that it takes. */
    ValueUnit unit();

    /** Panel genes that its frozen figures are for; empty where nothing is frozen gene by gene. */
    OptionalInt genes();

    /**
     * Natural logarithm of the sample's size factor: what its values are divided by.
     *
     * @param values one value per panel gene, NaN where missing
     * @return ln s; 0 where the unit needs no scaling; NaN when no gene of the sample can be used
     */
    double logSizeFactor(float[] values);

    /**
     * Writes the normalised values into {@code out}, on the scale that the method says; NaN stays NaN.
     *
     * @param values one value per panel gene, NaN where missing
     * @param logSizeFactor what {@link #logSizeFactor} gave for these values
     * @param out as long as {@code values}
     */
    void normalize(float[] values, double logSizeFactor, double[] out);

    /**
     * The figure that a table of factors holds: the size factor, or for {@link Tmm} edgeR's normalisation factor.
     *
     * @return NaN when no gene of the sample can be used
     */
    default double factor(float[] values) {
        return StrictMath.exp(logSizeFactor(values));
    }
}
