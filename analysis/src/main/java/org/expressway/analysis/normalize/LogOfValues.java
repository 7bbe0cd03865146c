package org.expressway.analysis.normalize;

import java.util.OptionalInt;
import org.expressway.analysis.math.Logs;

/**
 * log2(x + prior) of values that are relative amounts already (TPM, CPM, FPKM): what made them has scaled them, so
 * nothing is scaled again. One reference holds one unit.
 */
public record LogOfValues(ValueUnit unit, double prior) implements Normalizer {
    /** @throws IllegalArgumentException when the unit is no relative amount or the prior no positive number */
    public LogOfValues {
        NormalizationMethod.LOG2.requireUnit(unit);
        NormalizationMethod.LOG2.requirePrior(prior);
    }

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.LOG2;
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
            out[g] = Logs.log2(values[g] + prior);
        }
    }
}
