package org.expressway.trainer.snapshot;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.SnapshotRow;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.topic.Endpoints;

/**
 * The reference in force: the one activated last.
 *
 * @param subjects who is behind it
 * @param means per gene in panel order, log2; not finite where it has none
 * @param names the panel's gene ids in order; empty where the artifact store does not have the panel
 */
public record ActiveReference(
        String referenceId, String panelId, Set<String> subjects, double[] means, List<String> names) {
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
        return new ActiveReference(
                active.getReferenceId(),
                active.getPanelId(),
                Set.copyOf(profile.subjects()),
                profile.moments().means(),
                names(endpoints.artifacts(), active.getPanelId()));
    }

    private static List<String> names(ArtifactStore artifacts, String panelId) throws IOException {
        return artifacts.has(panelId) ? Panel.load(artifacts, panelId).genes() : List.of();
    }

    public int genes() {
        return means.length;
    }

    /** Whether a row's values are on this reference's scale. */
    boolean isScaleOf(SnapshotRow row) {
        return row.getReferenceId().equals(referenceId) && row.getPanelId().equals(panelId);
    }
}
