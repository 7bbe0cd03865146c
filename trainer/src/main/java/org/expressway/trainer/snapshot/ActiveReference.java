package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.topic.Endpoints;
import org.expressway.trainer.topic.TopicReader;

/**
 * The reference in force: the one activated last.
 *
 * @param subjects who is behind it
 */
public record ActiveReference(String referenceId, String panelId, Set<String> subjects) {
    /**
     * @throws UnfitTrainingSet when none is active
     * @throws IOException when its profile is not in the artifact store
     */
    static ActiveReference read(Endpoints endpoints) throws IOException {
        Map<String, ReferencePointer> pointers = new HashMap<>();
        new TopicReader(endpoints).read(Topics.REFERENCE, record -> {
            if (record.value() == null) {
                pointers.remove(record.key());
            } else {
                pointers.put(record.key(), record.value());
            }
        });
        ReferencePointer active = pointers.values().stream()
                .filter(pointer -> pointer.getEpoch() > 0)
                .max(Comparator.comparingLong(ReferencePointer::getEpoch))
                .orElseThrow(
                        () -> new UnfitTrainingSet(
                                "no reference is active, so no sample is corrected yet; build one with: expressway reference build"));
        ReferenceProfile profile = ReferenceFormat.read(endpoints.artifacts().get(active.getReferenceId()));
        return new ActiveReference(active.getReferenceId(), active.getPanelId(), Set.copyOf(profile.subjects()));
    }
}
