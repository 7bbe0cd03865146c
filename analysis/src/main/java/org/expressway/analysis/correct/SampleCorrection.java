package org.expressway.analysis.correct;

/** A correction made ready for one sample after the other. Pure: the same sample always gives the same bits. */
public sealed interface SampleCorrection permits Correction, ClassCorrection, Unchanged {
    /**
     * Writes the corrected log2 values into {@code out}, which may be {@code normalized} itself; NaN stays NaN.
     *
     * @throws IllegalArgumentException when either array is not of the panel's length
     */
    void apply(double[] normalized, double[] out);
}
