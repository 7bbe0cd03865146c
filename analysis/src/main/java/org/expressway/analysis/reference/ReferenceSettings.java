package org.expressway.analysis.reference;

import org.expressway.analysis.normalize.MedianOfRatios;
import org.expressway.analysis.qc.QualityOverrides;

/**
 * What a person decides about a reference.
 *
 * @param counts whether the samples are counts (median of ratios) or on a log2 scale already
 * @param prior pseudo-count in normalised counts
 * @param minBatchSize samples that a batch must have before it is corrected, at least 2
 * @param minMeanLog2 only genes with a greater reference mean are corrected
 * @param minSd only genes with a greater reference standard deviation (log2) are corrected
 * @param quality limits of the quality checks that are not learned but set
 */
public record ReferenceSettings(
        boolean counts,
        double prior,
        CorrectionMethod correction,
        int minBatchSize,
        double minMeanLog2,
        double minSd,
        QualityOverrides quality) {
    public ReferenceSettings {
        if (minBatchSize < 2) {
            throw new IllegalArgumentException("minBatchSize is " + minBatchSize
                    + ", expected at least 2: one sample shows no variance; 8 is the default");
        }
        if (!(minSd >= 0)) {
            throw new IllegalArgumentException("minSd is " + minSd + ", expected 0 or more; .05 is the default");
        }
    }

    public static ReferenceSettings defaults(boolean counts) {
        return new ReferenceSettings(
                counts, MedianOfRatios.DEFAULT_PRIOR, CorrectionMethod.COMBAT, 8, 0, .05, QualityOverrides.NONE);
    }

    public ReferenceSettings withCorrection(CorrectionMethod other) {
        return new ReferenceSettings(counts, prior, other, minBatchSize, minMeanLog2, minSd, quality);
    }

    public ReferenceSettings withMinBatchSize(int other) {
        return new ReferenceSettings(counts, prior, correction, other, minMeanLog2, minSd, quality);
    }

    public ReferenceSettings withQuality(QualityOverrides other) {
        return new ReferenceSettings(counts, prior, correction, minBatchSize, minMeanLog2, minSd, other);
    }
}
