package org.expressway.stream.batch;

import java.util.List;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.stream.batch.FitBook.Fit;
import org.jspecify.annotations.Nullable;

/**
 * Which correction a sample of a batch gets, and the fits behind it.
 *
 * <p>A fit is a function of the set of samples behind it: it is made from the held samples in order of their ids, never
 * accumulated in order of arrival. So a replay in another order gives the same bits, and no accumulator is state. The cost
 * stays bounded because fits are renewed only as the batch doubles.
 */
final class CorrectionDesk {
    private final FitBook fits;
    private final Withdrawals withdrawals;

    CorrectionDesk(FitBook fits, Withdrawals withdrawals) {
        this.fits = fits;
        this.withdrawals = withdrawals;
    }

    /** Whether a batch is one of those that the reference was made of. */
    boolean isOfReference(String batchKey, String referenceId) {
        return fits.reference(referenceId).batches().contains(batchKey);
    }

    /** Samples of the reference's own batches are the scale: normalised, never corrected, FINAL at once. */
    void emitReferenceSample(AdmittedSample sample, Emission.Scale scale, Turn turn) {
        if (hidden(sample, turn)) {
            return;
        }
        turn.out().corrected(ofReference(sample).record(fits, scale, turn.now()));
    }

    private static Emission ofReference(AdmittedSample sample) {
        return new Emission(sample, Stage.FINAL, CorrectionMode.REFERENCE, null, "a batch of the reference");
    }

    /** Says a sample once, at the stage given, with the batch's current fit; a withdrawn one never. */
    void emit(BatchState state, AdmittedSample sample, Stage stage, Turn turn) {
        if (hidden(sample, turn)) {
            return;
        }
        Emission.Scale scale = new Emission.Scale(state.getReferenceId(), state.getEpoch());
        turn.out().corrected(emission(state, sample, stage).record(fits, scale, turn.now()));
    }

    private boolean hidden(AdmittedSample sample, Turn turn) {
        return withdrawals.hides(sample.getSample().getSampleId(), turn);
    }

    /** The batch with a new fit where one is due. */
    BatchState renewed(BatchState state, Turn turn) {
        if (!correctionOn(state) || !Renewal.due(state, minBatchSize(state))) {
            return state;
        }
        return Renewal.tried(withFit(state, fit(state, turn.members().heldIds(), turn)));
    }

    /** The batch with its last fit, made of its members alone; without one where they are too few. */
    BatchState concluded(BatchState state, Turn turn) {
        Fit fit = fit(state, state.getMembers(), turn);
        BatchFacts.closed(state, fit, turn).forEach(turn.out()::decided);
        return withFit(state, fit);
    }

    /** A fit that a sample was taken out of is not used again; the next sample makes another. */
    static BatchState withoutFit(BatchState state) {
        return BatchState.newBuilder(state)
                .setFitId(null)
                .setFitSamples(0)
                .setTriedStudySamples(0)
                .setTriedControlSamples(0)
                .build();
    }

    private static BatchState withFit(BatchState state, Fit fit) {
        return BatchState.newBuilder(state)
                .setFitId(fit.id())
                .setFitSamples(fit.id() == null ? 0 : fit.correction().studySamples())
                .build();
    }

    private Fit fit(BatchState state, List<String> sortedIds, Turn turn) {
        return fits.fit(state, turn.batchKey(), sortedIds, turn.members());
    }

    private Emission emission(BatchState state, AdmittedSample sample, Stage stage) {
        return emission(sample, stage, state.getFitId(), settings(state));
    }

    private Emission emission(AdmittedSample sample, Stage stage, @Nullable String fitId, CorrectionSettings settings) {
        if (fitId != null) {
            Fit fit = fits.load(fitId);
            return new Emission(sample, stage, fit.mode(), fit, fit.correction().reason());
        }
        String reason = settings.method() == CorrectionMethod.COMBAT
                ? "fewer than " + settings.minBatchSize() + " study samples in the batch"
                : "the reference switches correction off";
        return new Emission(sample, stage, CorrectionMode.UNCORRECTED, null, reason);
    }

    /** As a sample was said that has this standing now. */
    Emission again(Rederivation.Standing standing, AdmittedSample sample) {
        ExpressionSample of = sample.getSample();
        return standing.fitId() == null && isOfReference(Keys.of(of.getSite(), of.getBatchId()), standing.referenceId())
                ? ofReference(sample)
                : emission(
                        sample,
                        standing.stage(),
                        standing.fitId(),
                        fits.reference(standing.referenceId()).correction());
    }

    private boolean correctionOn(BatchState state) {
        return settings(state).method() == CorrectionMethod.COMBAT;
    }

    private int minBatchSize(BatchState state) {
        return settings(state).minBatchSize();
    }

    private CorrectionSettings settings(BatchState state) {
        return fits.reference(state.getReferenceId()).correction();
    }
}
