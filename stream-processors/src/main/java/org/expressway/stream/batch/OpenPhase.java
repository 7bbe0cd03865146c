package org.expressway.stream.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;

/** An open batch: holds what comes, says it once as PROVISIONAL, and knows when it has everything or waited long enough. */
final class OpenPhase {
    private final BatchSettings settings;
    private final CorrectionDesk desk;
    private final ClosingPhase closing;

    OpenPhase(BatchSettings settings, CorrectionDesk desk, ClosingPhase closing) {
        this.settings = settings;
        this.desk = desk;
        this.closing = closing;
    }

    /** A batch under the reference that is active now; it keeps that reference for its life. */
    static BatchState begin(Emission.Scale active, Instant now) {
        return BatchState.newBuilder()
                .setReferenceId(active.referenceId())
                .setEpoch(active.epoch())
                .setPhase(BatchPhase.OPEN)
                .setLastSampleAt(now)
                .build();
    }

    BatchState sample(BatchState state, AdmittedSample sample, Turn turn) {
        turn.members().hold(sample);
        int study = sample.getSample().getRole() == SampleRole.STUDY ? 1 : 0;
        BatchState counted = BatchState.newBuilder(state)
                .setLastSampleAt(turn.now())
                .setStudySamples(state.getStudySamples() + study)
                .build();
        BatchState renewed = desk.renewed(counted, turn);
        desk.emit(renewed, sample, Stage.PROVISIONAL, turn);
        turn.wakeIn(patience(renewed));
        return closeIfComplete(renewed, turn);
    }

    BatchState refused(BatchState state, String sampleId, Turn turn) {
        if (turn.members().holds(sampleId)) {
            return state;
        }
        turn.members().refuse(sampleId);
        return closeIfComplete(state, turn);
    }

    /** A laboratory's manifest without members means all that is held; the job's own always means what it says. */
    BatchState manifest(BatchState state, RunManifest manifest, Turn turn) {
        if (manifest.getMemberSampleIds().isEmpty() && manifest.getClosedBy() != ClosedBy.TIMEOUT) {
            boolean nothingToClose = turn.members().heldIds().isEmpty();
            return state.getCloseAsked() || nothingToClose ? state : askToClose(state, turn);
        }
        BatchState seen = BatchState.newBuilder(state)
                .setManifestSeen(true)
                .setWanted(manifest.getMemberSampleIds())
                .build();
        turn.wakeIn(settings.closeGrace());
        return closeIfComplete(seen, turn);
    }

    /** A batch that holds nothing sets no further alarm: its first sample will. */
    BatchState wake(BatchState state, Turn turn) {
        if (state.getCloseAsked() || turn.members().heldIds().isEmpty()) {
            return state;
        }
        Instant due = later(state.getLastSampleAt(), turn.runningSince()).plus(patience(state));
        if (turn.now().isBefore(due)) {
            turn.out().wakeAt(due);
            return state;
        }
        return askToClose(state, turn);
    }

    private Duration patience(BatchState state) {
        return state.getManifestSeen() ? settings.closeGrace() : settings.batchTimeout();
    }

    /** Publishes what is held, or of that what the manifest listed; the batch closes when this is read back. */
    private static BatchState askToClose(BatchState state, Turn turn) {
        List<String> held = turn.members().heldIds();
        List<String> listed = state.getManifestSeen()
                ? held.stream().filter(state.getWanted()::contains).toList()
                : held;
        turn.out()
                .manifest(RunManifest.newBuilder()
                        .setSite(Keys.site(turn.batchKey()))
                        .setBatchId(Keys.id(turn.batchKey()))
                        .setState(RunState.CLOSED)
                        .setMemberSampleIds(listed)
                        .setClosedBy(ClosedBy.TIMEOUT)
                        .setAt(turn.now())
                        .build());
        return BatchState.newBuilder(state).setCloseAsked(true).build();
    }

    private BatchState closeIfComplete(BatchState state, Turn turn) {
        BatchMembers members = turn.members();
        boolean complete = state.getManifestSeen()
                && state.getWanted().stream().allMatch(id -> members.holds(id) || members.refused(id));
        return complete ? closing.begin(state, turn) : state;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
