package org.expressway.analysis.normalize;

import java.util.OptionalInt;

/** For units that are on a log2 scale already (RMA, log-CPM): values pass as they are. */
public record AlreadyLog() implements Normalizer {
    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.NONE;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.LOG2;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.empty();
    }

    @Override
    public double logSizeFactor(float[] values) {
        return 0;
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        for (int g = 0; g < values.length; g++) {
            out[g] = values[g];
        }
    }
}
