package org.expressway.analysis.normalize;

import java.util.OptionalInt;

/**
 * Counts per million, linear: 1e6 c / N. Nothing is frozen and nothing is logged, so it is for tables that people and
 * other tools read; no reference is made of it.
 */
public record Cpm() implements Normalizer {
    private static final double MILLION = 1e6;

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.CPM;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.COUNTS;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.empty();
    }

    /** ln of the library size in millions. */
    @Override
    public double logSizeFactor(float[] values) {
        return Library.logSizePer(MILLION, values);
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        double perSize = StrictMath.exp(-logSizeFactor);
        for (int g = 0; g < values.length; g++) {
            out[g] = values[g] * perSize;
        }
    }
}
