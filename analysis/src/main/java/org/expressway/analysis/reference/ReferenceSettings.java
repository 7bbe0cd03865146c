package org.expressway.analysis.reference;

import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.analysis.qc.QualityOverrides;

/**
 * What a person decides about a reference.
 *
 * @param unit of the samples
 * @param minMeanLog2 only genes with a greater reference mean are corrected
 * @param minSd only genes with a greater reference standard deviation (log2) are corrected
 * @param quality limits of the quality checks that are not learned but set
 */
public record ReferenceSettings(
        ValueUnit unit,
        NormalizationSettings normalization,
        CorrectionSettings correction,
        double minMeanLog2,
        double minSd,
        QualityOverrides quality) {
    public ReferenceSettings {
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
        return new ReferenceSettings(unit, usual, CorrectionSettings.defaults(), 0, .05, QualityOverrides.NONE);
    }

    public ReferenceSettings withNormalization(NormalizationSettings other) {
        return new ReferenceSettings(unit, other, correction, minMeanLog2, minSd, quality);
    }

    public ReferenceSettings withCorrection(CorrectionSettings other) {
        return new ReferenceSettings(unit, normalization, other, minMeanLog2, minSd, quality);
    }

    public ReferenceSettings withCorrection(CorrectionMethod other) {
        return withCorrection(correction.withMethod(other));
    }

    public ReferenceSettings withMinBatchSize(int other) {
        return withCorrection(correction.withMinBatchSize(other));
    }

    public ReferenceSettings withGuard(boolean other) {
        return withCorrection(correction.withGuard(other));
    }

    public ReferenceSettings withQuality(QualityOverrides other) {
        return new ReferenceSettings(unit, normalization, correction, minMeanLog2, minSd, other);
    }
}
