package org.expressway.stream.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;

/** An open batch: holds what comes, says it once as PROVISIONAL, and knows when it has everything or waited long enough. */
final class OpenPhase {
    private final BatchSettings settings;
    private final CorrectionDesk desk;
    private final ClosingPhase closing;
    private final Withdrawals withdrawals;

    OpenPhase(BatchSettings settings, CorrectionDesk desk, ClosingPhase closing, Withdrawals withdrawals) {
        this.settings = settings;
        this.desk = desk;
        this.closing = closing;
        this.withdrawals = withdrawals;
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
        if (isFull(state, sample.getSample().getSampleId())) {
            return full(state, sample, turn);
        }
        turn.members().hold(sample);
        BatchState counted = BatchState.newBuilder(counted(state, sample, 1))
                .setLastSampleAt(turn.now())
                .build();
        BatchState renewed = desk.renewed(counted, turn);
        desk.emit(renewed, sample, Stage.PROVISIONAL, turn);
        turn.wakeIn(patience(renewed));
        return closeIfComplete(renewed, turn);
    }

    /** Out of the statistics too, unless the batch had been closed with it before: then a replay closes as it did. */
    BatchState withdrawn(BatchState state, String sampleId, Turn turn) {
        if (withdrawals.staysBehindTheFit(sampleId, turn)) {
            return state;
        }
        if (!turn.members().holds(sampleId)) {
            return closeIfComplete(state, turn);
        }
        BatchState left = counted(state, turn.members().held(sampleId), -1);
        turn.members().release(sampleId);
        return closeIfComplete(CorrectionDesk.withoutFit(left), turn);
    }

    private static BatchState counted(BatchState state, AdmittedSample sample, int more) {
        ExpressionSample of = sample.getSample();
        int study = of.getRole() == SampleRole.STUDY ? more : 0;
        int control = of.getRole() == SampleRole.BRIDGE_CONTROL && of.getControlMaterial() != null ? more : 0;
        return BatchState.newBuilder(state)
                .setHeldSamples(state.getHeldSamples() + more)
                .setStudySamples(state.getStudySamples() + study)
                .setControlSamples(state.getControlSamples() + control)
                .build();
    }

    /** A manifest of no more than the limit keeps a place for each of its members, whatever came before them. */
    private boolean isFull(BatchState state, String sampleId) {
        int most = settings.maxBatchSize();
        boolean placeKept =
                state.getWanted().size() <= most && state.getWanted().contains(sampleId);
        return state.getHeldSamples() >= most && !placeKept;
    }

    private BatchState full(BatchState state, AdmittedSample sample, Turn turn) {
        turn.out()
                .rejected(
                        sample,
                        RejectionReason.BATCH_FULL,
                        "batch " + turn.batchKey() + " holds " + state.getHeldSamples()
                                + " samples, the most that one may (maxBatchSize); close the run, then have this sample"
                                + " corrected with its fit by `expressway rejected replay`, or publish it as one of"
                                + " another batch under another sample id");
        turn.members().turnAway(sample.getSample().getSampleId());
        return refused(state, sample.getSample().getSampleId(), turn);
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
        turn.closed(listed, ClosedBy.TIMEOUT, state.getClassMix());
        return BatchState.newBuilder(state).setCloseAsked(true).build();
    }

    private BatchState closeIfComplete(BatchState state, Turn turn) {
        boolean complete = state.getManifestSeen() && state.getWanted().stream().allMatch(id -> accountedFor(id, turn));
        return complete ? closing.begin(state, turn) : state;
    }

    private boolean accountedFor(String sampleId, Turn turn) {
        return turn.members().holds(sampleId)
                || turn.members().refused(sampleId)
                || withdrawals.leavesOut(sampleId, turn);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
