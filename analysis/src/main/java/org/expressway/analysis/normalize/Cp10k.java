package org.expressway.analysis.normalize;

import java.util.OptionalInt;
import org.expressway.analysis.math.Logs;

/**
 * ln(1 + 1e4 c / N), N the cell's total: what Seurat calls LogNormalize and scanpy normalize_total and log1p.
 *
 * <p>It is the <em>natural</em> logarithm, because that is what single-cell tools, atlases and models of the field
 * hold: a difference of 1 is a factor of e. Nothing is frozen. A plain logarithm of 1 + x does: c is at least 1 where it
 * is not 0, so x is never so small that log1p would save a digit that anybody keeps.
 *
 * <p>A zero adds nothing to the total, and its value is zero: given a cell's counts without its zeros, in their order, it
 * gives the same bits for them. No other method may be used so.
 */
public record Cp10k() implements Normalizer {
    private static final double TEN_THOUSAND = 1e4;

    @Override
    public NormalizationMethod method() {
        return NormalizationMethod.CP10K_LOG1P;
    }

    @Override
    public ValueUnit unit() {
        return ValueUnit.COUNTS;
    }

    @Override
    public OptionalInt genes() {
        return OptionalInt.empty();
    }

    /** ln of the cell's total in tens of thousands. */
    @Override
    public double logSizeFactor(float[] values) {
        return Library.logSizePer(TEN_THOUSAND, values);
    }

    @Override
    public void normalize(float[] values, double logSizeFactor, double[] out) {
        double perSize = StrictMath.exp(-logSizeFactor);
        for (int g = 0; g < values.length; g++) {
            out[g] = Logs.ln(1 + values[g] * perSize);
        }
    }
}
