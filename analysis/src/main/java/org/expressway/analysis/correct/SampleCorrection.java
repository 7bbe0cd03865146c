package org.expressway.analysis.correct;

/** A correction made ready for one sample after the other. Pure: the same sample always gives the same bits. */
public sealed interface SampleCorrection permits Correction, ClassCorrection, Unchanged {
    /**
     * Writes the corrected log2 values into {@code out}, which may be {@code normalized} itself; NaN stays NaN.
     *
     * @throws IllegalArgumentException when either array is not of the panel's length
     */
    void apply(double[] normalized, double[] out);

    /**
     * The way back: writes the normalised log2 values that {@link #apply} made these of, to within the rounding of the corrected
     * ones, into {@code out}, which may not be {@code corrected} itself; NaN stays NaN.
     *
     * @throws IllegalArgumentException when either array is not of the panel's length
     */
    void invert(double[] corrected, double[] out);

    /** {@link #invert} of values in single precision. */
    default float[] inverted(float[] corrected) {
        double[] wide = new double[corrected.length];
        for (int g = 0; g < wide.length; g++) {
            wide[g] = corrected[g];
        }
        double[] out = new double[wide.length];
        invert(wide, out);
        float[] normalised = new float[out.length];
        for (int g = 0; g < out.length; g++) {
            normalised[g] = (float) out[g];
        }
        return normalised;
    }
}
