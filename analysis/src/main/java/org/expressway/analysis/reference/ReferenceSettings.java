package org.expressway.analysis.reference;

import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.ValueUnit;

/**
 * What a person decides about a reference.
 *
 * @param unit of the samples
 * @param minBatchSize samples that a batch must have before it is corrected, at least 2
 * @param minMeanLog2 only genes with a greater reference mean are corrected
 * @param minSd only genes with a greater reference standard deviation (log2) are corrected
 */
public record ReferenceSettings(
        ValueUnit unit,
        NormalizationSettings normalization,
        CorrectionMethod correction,
        int minBatchSize,
        double minMeanLog2,
        double minSd) {
    public ReferenceSettings {
        if (minBatchSize < 2) {
            throw new IllegalArgumentException("minBatchSize is " + minBatchSize
                    + ", expected at least 2: one sample shows no variance; 8 is the default");
        }
        if (!(minSd >= 0)) {
            throw new IllegalArgumentException("minSd is " + minSd + ", expected 0 or more; .05 is the default");
        }
    }

    /** Counts by the median of ratios, or log2 values as they are. */
    public static ReferenceSettings defaults(boolean counts) {
        return defaults(counts ? ValueUnit.COUNTS : ValueUnit.LOG2);
    }

    /** The usual method for a unit. */
    public static ReferenceSettings defaults(ValueUnit unit) {
        NormalizationSettings usual = NormalizationSettings.of(NormalizationMethod.defaultFor(unit));
        return new ReferenceSettings(unit, usual, CorrectionMethod.COMBAT, 8, 0, .05);
    }

    public ReferenceSettings withNormalization(NormalizationSettings other) {
        return new ReferenceSettings(unit, other, correction, minBatchSize, minMeanLog2, minSd);
    }

    public ReferenceSettings withCorrection(CorrectionMethod other) {
        return new ReferenceSettings(unit, normalization, other, minBatchSize, minMeanLog2, minSd);
    }

    public ReferenceSettings withMinBatchSize(int other) {
        return new ReferenceSettings(unit, normalization, correction, other, minMeanLog2, minSd);
    }
}
