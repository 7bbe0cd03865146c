package org.expressway.stream.batch;

import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.wire.FloatVector;

/**
 * A held sample on its batch's reference. Samples are held as they came and normalised again when they are needed, in
 * double precision: holding rounded values would cost the ninth digit.
 */
record Normalization(float[] values, double logSizeFactor, ReferenceProfile profile) {
    /** The size factor of admission is taken over, unless the batch was opened under an earlier reference. */
    static Normalization of(AdmittedSample sample, String referenceId, ReferenceProfile profile) {
        float[] values = FloatVector.toArray(sample.getSample().getValues());
        double factor = sample.getReferenceId().equals(referenceId)
                ? sample.getLogSizeFactor()
                : profile.normalizer().logSizeFactor(values);
        return new Normalization(values, factor, profile);
    }

    void into(double[] out) {
        profile.normalizer().normalize(values, logSizeFactor, out);
    }
}
