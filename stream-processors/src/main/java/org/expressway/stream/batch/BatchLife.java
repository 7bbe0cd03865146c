package org.expressway.stream.batch;

import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.Stage;
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
 */
final class BatchLife {
    private final Emission.Scale active;
    private final CorrectionDesk desk;
    private final OpenPhase open;
    private final ClosingPhase closing;

    /** @param active the reference that batches are opened under from now on */
    BatchLife(BatchSettings settings, Emission.Scale active, FitBook fits) {
        this.active = active;
        this.desk = new CorrectionDesk(fits);
        this.closing = new ClosingPhase(settings.sliceSize(), desk);
        this.open = new OpenPhase(settings, desk, closing);
    }

    @Nullable
    BatchState sample(@Nullable BatchState state, AdmittedSample sample, Turn turn) {
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

    /** A refusal opens no batch: it is remembered until there is one. */
    @Nullable
    BatchState refused(@Nullable BatchState state, String sampleId, Turn turn) {
        if (state == null) {
            if (!ofReference(turn)) {
                turn.members().refuse(sampleId);
            }
            return null;
        }
        return state.getPhase() == BatchPhase.OPEN ? open.refused(state, sampleId, turn) : state;
    }

    /** A manifest opens a batch only where it names samples to wait for. */
    @Nullable
    BatchState manifest(@Nullable BatchState state, RunManifest manifest, Turn turn) {
        boolean closes = manifest.getState() == RunState.CLOSED;
        boolean opens = closes && !manifest.getMemberSampleIds().isEmpty() && !ofReference(turn);
        if (state == null && !opens) {
            return null;
        }
        BatchState batch = opened(state, turn);
        return closes && batch.getPhase() == BatchPhase.OPEN ? open.manifest(batch, manifest, turn) : batch;
    }

    /** The alarm: the next slice of FINAL records, or a look at whether the batch has been waiting too long. */
    BatchState wake(BatchState state, Turn turn) {
        return switch (state.getPhase()) {
            case OPEN -> open.wake(state, turn);
            case CLOSING -> closing.slice(state, turn);
            case CLOSED, UNKNOWN -> state;
        };
    }

    private BatchState opened(@Nullable BatchState state, Turn turn) {
        return state == null ? OpenPhase.begin(active, turn.now()) : state;
    }

    private boolean ofReference(Turn turn) {
        return desk.isOfReference(turn.batchKey(), active.referenceId());
    }
}
