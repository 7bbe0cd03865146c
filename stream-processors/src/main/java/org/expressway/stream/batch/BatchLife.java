package org.expressway.stream.batch;

import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.ClassMix;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.stream.past.Past;
import org.jspecify.annotations.Nullable;

/**
 * The life of a batch, from its first sample to what is left after its close. State goes in and comes out; null is a
 * batch that is not open yet.
 *
 * <pre>
 *   sample ──► OPEN ──(CLOSED manifest, all members here)──► CLOSING ──(slices)──► CLOSED
 *               │ PROVISIONAL once a sample                   │ FINAL, by sample id   │ LATE
 *               └─ quiet for batchTimeout, or members missing after closeGrace: publishes a CLOSED manifest of what it
 *                  holds and acts when it reads it back, so that a replay closes identically
 * </pre>
 *
 * <p>A withdrawn sample leaves an OPEN batch; in one that is CLOSING or CLOSED it is only said no more.
 */
final class BatchLife {
    private final BatchSettings settings;
    private final Emission.Scale active;
    private final Withdrawals withdrawals;
    private final CorrectionDesk desk;
    private final OpenPhase open;
    private final ClosingPhase closing;

    /** @param active the reference that batches are opened under from now on */
    BatchLife(BatchSettings settings, Emission.Scale active, FitBook fits, Past past) {
        this.settings = settings;
        this.active = active;
        this.withdrawals = new Withdrawals(past);
        this.desk = new CorrectionDesk(fits, withdrawals);
        this.closing = new ClosingPhase(settings.sliceSize(), desk);
        this.open = new OpenPhase(settings, desk, closing, withdrawals);
    }

    @Nullable
    BatchState sample(@Nullable BatchState state, AdmittedSample sample, Turn turn) {
        if (withdrawals.leavesOut(sample.getSample().getSampleId(), turn)) {
            withdrawals.refuse(sample, turn);
            return state;
        }
        if (state == null && ofReference(turn)) {
            desk.emitReferenceSample(sample, active, turn);
            return null;
        }
        BatchState batch = opened(state, turn);
        if (batch.getPhase() == BatchPhase.OPEN) {
            return open.sample(batch, sample, turn);
        }
        desk.emit(batch, sample, Stage.LATE, turn);
        return batch;
    }

    /** A sample that was redriven: new to the batch if it turned it away, else a repetition. Its headers prove nothing. */
    @Nullable
    BatchState sampleAgain(@Nullable BatchState state, AdmittedSample sample, Turn turn) {
        String id = sample.getSample().getSampleId();
        return turn.members().forgetTurnedAway(id) ? sample(state, sample, turn) : state;
    }

    /** Counts once. What had been said of the sample is taken back wherever it may stand; a record of nothing does no harm. */
    @Nullable
    BatchState withdrawn(@Nullable BatchState state, SampleWithdrawal withdrawal, Turn turn) {
        String id = withdrawal.getSampleId();
        if (turn.members().withdrawnAt(id) != null) {
            return state;
        }
        turn.members().withdraw(id, withdrawal.getAt());
        turn.out().withdrawn(id);
        turn.out().decided(BatchFacts.withdrawn(id, turn));
        if (state == null) {
            return null;
        }
        return state.getPhase() == BatchPhase.OPEN
                ? open.withdrawn(state, id, turn)
                : closing.withdrawn(state, id, turn);
    }

    /** A refusal opens no batch: it is remembered until there is one, but not for longer than a batch may be quiet. */
    @Nullable
    BatchState refused(@Nullable BatchState state, String sampleId, Turn turn) {
        if (state == null) {
            if (!ofReference(turn)) {
                turn.members().refuse(sampleId);
                turn.wakeIn(settings.batchTimeout());
            }
            return null;
        }
        return state.getPhase() == BatchPhase.OPEN ? open.refused(state, sampleId, turn) : state;
    }

    /**
     * A manifest opens a batch only where it names samples to wait for or declares something of them; a closed one answers with
     * the members it has. The newest manifest is the one that counts: the topic is compacted, and a replay meets no other.
     */
    @Nullable
    BatchState manifest(@Nullable BatchState state, RunManifest manifest, Turn turn) {
        boolean closes = manifest.getState() == RunState.CLOSED;
        boolean says = closes ? !manifest.getMemberSampleIds().isEmpty() : manifest.getClassMix() != ClassMix.UNKNOWN;
        boolean opens = says && !ofReference(turn);
        if (state == null && !opens) {
            return null;
        }
        BatchState batch = declared(opened(state, turn), manifest.getClassMix());
        if (!closes) {
            return batch;
        }
        return batch.getPhase() == BatchPhase.OPEN
                ? open.manifest(batch, manifest, turn)
                : closing.manifest(batch, manifest, turn);
    }

    /** The alarm: the next slice of FINAL records, or a look at whether the batch has been waiting too long. */
    @Nullable
    BatchState wake(@Nullable BatchState state, Turn turn) {
        if (state == null) {
            turn.members().clear();
            return null;
        }
        return switch (state.getPhase()) {
            case OPEN -> open.wake(state, turn);
            case CLOSING -> closing.slice(state, turn);
            case CLOSED, UNKNOWN -> state;
        };
    }

    /** Until the batch closes; what was concluded stays. */
    private static BatchState declared(BatchState batch, ClassMix mix) {
        return batch.getPhase() != BatchPhase.OPEN || batch.getClassMix() == mix
                ? batch
                : BatchState.newBuilder(batch).setClassMix(mix).build();
    }

    private BatchState opened(@Nullable BatchState state, Turn turn) {
        return state == null ? OpenPhase.begin(active, turn.now()) : state;
    }

    private boolean ofReference(Turn turn) {
        return desk.isOfReference(turn.batchKey(), active.referenceId());
    }
}
