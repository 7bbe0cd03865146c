package org.expressway.trainer.snapshot;

import java.util.Map;
import java.util.TreeMap;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.wire.FloatVector;
import org.jspecify.annotations.Nullable;

/**
 * Keeps, for each labelled key, the settled record that counts: STUDY, FINAL or LATE, of the active reference, and of
 * those the one of the highest epoch; within an epoch the later record, as FINAL and LATE rank alike. Mutable: filled
 * record by record. Only labelled samples are held, so memory follows the labels and not the topic.
 */
final class SettledSamples {
    /**
     * @param fitId of the correction; null when nothing was fitted
     * @param values log2 on the reference's scale, panel order, NaN is missing; shared with the record it came from
     */
    record Settled(
            String subject,
            long epoch,
            Stage stage,
            @Nullable String fitId,
            float[] values) {}

    private final String referenceId;
    private final Map<String, String> labels;
    private final Map<String, Settled> samples = new TreeMap<>();

    /** @param labels subtype by key */
    SettledSamples(String referenceId, Map<String, String> labels) {
        this.referenceId = referenceId;
        this.labels = labels;
    }

    /** Takes a record of the corrected topic; null, a tombstone, takes the sample out. */
    void take(String key, @Nullable CorrectedSample sample) {
        if (sample == null) {
            samples.remove(key);
        } else if (labels.containsKey(key) && counts(sample) && !superseded(key, sample)) {
            samples.put(key, settled(sample));
        }
    }

    private boolean counts(CorrectedSample sample) {
        return sample.getRole() == SampleRole.STUDY
                && (sample.getStage() == Stage.FINAL || sample.getStage() == Stage.LATE)
                && sample.getReferenceId().equals(referenceId);
    }

    private boolean superseded(String key, CorrectedSample sample) {
        Settled held = samples.get(key);
        return held != null && held.epoch() > sample.getEpoch();
    }

    private static Settled settled(CorrectedSample sample) {
        return new Settled(
                sample.getSubjectId(),
                sample.getEpoch(),
                sample.getStage(),
                sample.getFitId(),
                FloatVector.toArray(sample.getValues()));
    }

    /** Sorted by key. */
    Map<String, Settled> byKey() {
        return samples;
    }
}
