package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.util.Set;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.topic.Endpoints;

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
        ReferenceBoard board = new ReferenceBoard();
        endpoints.reader(Topics.REFERENCE).toEnd(board::accept);
        ReferencePointer active = board.active()
                .orElseThrow(
                        () -> new UnfitTrainingSet(
                                "no reference is active, so no sample is corrected yet; build one with: expressway reference build"));
        ReferenceProfile profile = ReferenceFormat.read(endpoints.artifacts().get(active.getReferenceId()));
        return new ActiveReference(active.getReferenceId(), active.getPanelId(), Set.copyOf(profile.subjects()));
    }
}
