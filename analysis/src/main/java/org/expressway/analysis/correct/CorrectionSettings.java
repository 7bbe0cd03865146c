package org.expressway.analysis.correct;

import org.expressway.analysis.reference.CorrectionMethod;

/**
 * What a person decides about the correction of batches.
 *
 * @param minBatchSize study samples that a batch without controls must have before it is corrected, at least 2
 * @param guard whether a batch's class mix is judged before it is corrected
 * @param omega2 non-commutability of controls: the variance, in squares of the reference's standard deviation, by which a
 *     control's shift may differ from that of the samples beside it; 0 or more
 */
public record CorrectionSettings(
        CorrectionMethod method, Adjustment adjustment, int minBatchSize, boolean guard, double omega2) {
    public CorrectionSettings {
        if (minBatchSize < 2) {
            throw new IllegalArgumentException("minBatchSize is " + minBatchSize
                    + ", expected at least 2: one sample shows no variance; 8 is the default");
        }
        if (!(omega2 >= 0 && omega2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "omega2 is " + omega2 + ", expected 0 or more and finite; .05 is the default");
        }
    }

    /** ComBat on location and scale, from 8 samples on, with the guard, omega2 .05. */
    public static CorrectionSettings defaults() {
        return new CorrectionSettings(CorrectionMethod.COMBAT, Adjustment.MEAN_AND_VARIANCE, 8, true, .05);
    }

    public CorrectionSettings withMethod(CorrectionMethod other) {
        return new CorrectionSettings(other, adjustment, minBatchSize, guard, omega2);
    }

    public CorrectionSettings withAdjustment(Adjustment other) {
        return new CorrectionSettings(method, other, minBatchSize, guard, omega2);
    }

    public CorrectionSettings withMinBatchSize(int other) {
        return new CorrectionSettings(method, adjustment, other, guard, omega2);
    }

    public CorrectionSettings withGuard(boolean other) {
        return new CorrectionSettings(method, adjustment, minBatchSize, other, omega2);
    }

    public CorrectionSettings withOmega2(double other) {
        return new CorrectionSettings(method, adjustment, minBatchSize, guard, other);
    }
}
