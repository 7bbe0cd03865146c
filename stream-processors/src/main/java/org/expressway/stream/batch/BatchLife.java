package org.expressway.stream.batch;

import java.time.Instant;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.stream.batch.FitBook.Fit;
import org.jspecify.annotations.Nullable;

/**
 * The life of a batch, from its first sample to what is left after its close.
 *
 * <pre>
 *   sample ──► OPEN ──(CLOSED manifest, all members here)──► CLOSING ──(slices)──► CLOSED
 *               │ PROVISIONAL once a sample                   │ FINAL, by sample id   │ LATE
 *               └─ quiet for batchTimeout, or members missing after closeGrace: publishes a CLOSED manifest of what it
 *                  holds and acts when it reads it back, so that a replay closes identically
 * </pre>
 *
 * A fit is a function of the set of samples behind it: it is made from the held samples in order of their ids, never
 * accumulated in order of arrival. So a replay in another order gives the same bits, and no accumulator is state. The cost
 * stays bounded because fits are renewed only as the batch doubles.
 */
final class BatchLife {
    private final BatchSettings settings;
    private final FitBook fits;

    BatchLife(BatchSettings settings, FitBook fits) {
        this.settings = settings;
        this.fits = fits;
    }

    /** Opens a batch under the reference that is active now; it keeps that reference for its life. */
    BatchState open(Emission.Scale active, Instant now, BatchOutput out) {
        out.wakeAt(now.plus(settings.batchTimeout()));
        return BatchState.newBuilder()
                .setReferenceId(active.referenceId())
                .setEpoch(active.epoch())
                .setPhase(BatchPhase.OPEN)
                .setLastSampleAt(now)
                .build();
    }

    /** Samples of the reference's own batches are the scale: normalised, never corrected, FINAL at once. */
    boolean ofReference(String batchKey, String referenceId) {
        return fits.reference(referenceId).batches().contains(batchKey);
    }

    void emitReferenceSample(AdmittedSample sample, Emission.Scale scale, Instant now, BatchOutput out) {
        Emission emission =
                new Emission(sample, Stage.FINAL, CorrectionMode.REFERENCE, null, "a batch of the reference");
        out.corrected(emission.record(fits, scale, List.of(), now));
    }

    BatchState sample(BatchState state, AdmittedSample sample, BatchMembers members, Instant now, BatchOutput out) {
        if (state.getPhase() != BatchPhase.OPEN) {
            emit(state, late(state, sample), List.of(), now, out);
            return state;
        }
        members.hold(sample);
        boolean study = sample.getSample().getRole() == SampleRole.STUDY;
        BatchState.Builder next = BatchState.newBuilder(state).setLastSampleAt(now);
        next.setStudySamples(state.getStudySamples() + (study ? 1 : 0));
        BatchState renewed = renewFit(next.build(), batchKey(sample), members);
        emit(renewed, provisional(renewed, sample), sameValues(sample, members), now, out);
        if (renewed.getManifestSeen()) {
            out.wakeAt(now.plus(settings.closeGrace()));
        }
        return closeIfComplete(renewed, batchKey(sample), members, now, out);
    }

    BatchState refused(
            BatchState state, String batchKey, String sampleId, BatchMembers members, Instant now, BatchOutput out) {
        if (state.getPhase() != BatchPhase.OPEN || members.holds(sampleId)) {
            return state;
        }
        members.refuse(sampleId);
        return closeIfComplete(state, batchKey, members, now, out);
    }

    BatchState manifest(BatchState state, RunManifest manifest, BatchMembers members, Instant now, BatchOutput out) {
        if (manifest.getState() != RunState.CLOSED || state.getPhase() != BatchPhase.OPEN) {
            return state;
        }
        String batchKey = Keys.of(manifest.getSite(), manifest.getBatchId());
        boolean everything = manifest.getMemberSampleIds().isEmpty() && manifest.getClosedBy() == ClosedBy.LABORATORY;
        if (everything) {
            return state.getCloseAsked() ? state : askToClose(state, batchKey, members, now, out);
        }
        BatchState seen = BatchState.newBuilder(state)
                .setManifestSeen(true)
                .setWanted(manifest.getMemberSampleIds())
                .build();
        out.wakeAt(now.plus(settings.closeGrace()));
        return closeIfComplete(seen, batchKey, members, now, out);
    }

    /** A timer: the next slice of FINAL records, or a look at whether the batch has been waiting too long. */
    BatchState wake(BatchState state, String batchKey, BatchMembers members, Instant now, BatchOutput out) {
        return switch (state.getPhase()) {
            case OPEN -> wakeOpen(state, batchKey, members, now, out);
            case CLOSING -> emitSlice(state, members, now, out);
            case CLOSED, UNKNOWN -> state;
        };
    }

    private BatchState wakeOpen(BatchState state, String batchKey, BatchMembers members, Instant now, BatchOutput out) {
        if (state.getCloseAsked()) {
            return state;
        }
        boolean waitsForMembers = state.getManifestSeen() && !members.heldIds().isEmpty();
        Instant due = state.getLastSampleAt().plus(waitsForMembers ? settings.closeGrace() : settings.batchTimeout());
        if (now.isBefore(due) || members.heldIds().isEmpty()) {
            out.wakeAt(now.isBefore(due) ? due : now.plus(settings.batchTimeout()));
            return state;
        }
        return askToClose(state, batchKey, members, now, out);
    }

    private static BatchState askToClose(
            BatchState state, String batchKey, BatchMembers members, Instant now, BatchOutput out) {
        List<String> listed = state.getManifestSeen()
                ? members.heldIds().stream().filter(state.getWanted()::contains).toList()
                : members.heldIds();
        out.manifest(RunManifest.newBuilder()
                .setSite(Keys.site(batchKey))
                .setBatchId(Keys.id(batchKey))
                .setState(RunState.CLOSED)
                .setMemberSampleIds(listed)
                .setClosedBy(ClosedBy.TIMEOUT)
                .setAt(now)
                .build());
        return BatchState.newBuilder(state).setCloseAsked(true).build();
    }

    private BatchState closeIfComplete(
            BatchState state, String batchKey, BatchMembers members, Instant now, BatchOutput out) {
        boolean complete = state.getManifestSeen()
                && state.getWanted().stream().allMatch(id -> members.holds(id) || members.refused(id));
        if (!complete) {
            return state;
        }
        List<String> ids = state.getWanted().stream()
                .filter(members::holds)
                .distinct()
                .sorted()
                .toList();
        BatchState.Builder closing = BatchState.newBuilder(state)
                .setPhase(BatchPhase.CLOSING)
                .setWanted(List.of())
                .setMembers(ids)
                .setEmitted(0);
        members.indexValues(ids);
        Fit last = fit(state, batchKey, study(ids, members), members);
        closing.setFitId(last == null ? null : last.id()).setFitSamples(last == null ? 0 : last.samples());
        out.wakeAt(now);
        return closing.build();
    }

    private BatchState emitSlice(BatchState state, BatchMembers members, Instant now, BatchOutput out) {
        List<String> ids = state.getMembers();
        int end = Math.min(ids.size(), state.getEmitted() + settings.sliceSize());
        for (String id : ids.subList(state.getEmitted(), end)) {
            AdmittedSample sample = members.held(id);
            emit(state, finished(state, sample, Stage.FINAL), sameValues(sample, members), now, out);
        }
        BatchState.Builder next = BatchState.newBuilder(state).setEmitted(end);
        if (end < ids.size()) {
            out.wakeAt(now);
            return next.build();
        }
        for (String id : members.heldIds()) {
            if (!ids.contains(id)) {
                emit(state, late(state, members.held(id)), List.of(), now, out);
            }
        }
        members.clear();
        return next.setPhase(BatchPhase.CLOSED).build();
    }

    private BatchState renewFit(BatchState state, String batchKey, BatchMembers members) {
        int n = state.getStudySamples();
        int since = state.getFitSamples();
        boolean due = since == 0 ? n >= minBatchSize(state) : n >= 2 * since;
        Fit fit = due ? fit(state, batchKey, study(members.heldIds(), members), members) : null;
        return fit == null
                ? state
                : BatchState.newBuilder(state)
                        .setFitId(fit.id())
                        .setFitSamples(fit.samples())
                        .build();
    }

    private @Nullable Fit fit(BatchState state, String batchKey, List<String> study, BatchMembers members) {
        if (study.size() < minBatchSize(state) || !correctionOn(state)) {
            return null;
        }
        Iterable<AdmittedSample> samples =
                () -> study.stream().map(members::held).iterator();
        return fits.fit(state.getReferenceId(), batchKey, study, samples);
    }

    /** Controls and blanks never enter the study statistics. */
    private static List<String> study(List<String> ids, BatchMembers members) {
        return ids.stream()
                .filter(id -> members.held(id).getSample().getRole() == SampleRole.STUDY)
                .toList();
    }

    private Emission provisional(BatchState state, AdmittedSample sample) {
        return finished(state, sample, Stage.PROVISIONAL);
    }

    private Emission late(BatchState state, AdmittedSample sample) {
        return finished(state, sample, Stage.LATE);
    }

    private Emission finished(BatchState state, AdmittedSample sample, Stage stage) {
        if (state.getFitId() != null) {
            Fit fit = fits.load(state.getFitId());
            String reason = "ComBat against the reference, fitted to " + fit.samples() + " samples of the batch";
            return new Emission(sample, stage, CorrectionMode.SVA, fit, reason);
        }
        String reason = correctionOn(state)
                ? "fewer than " + minBatchSize(state) + " study samples in the batch"
                : "the reference switches correction off";
        return new Emission(sample, stage, CorrectionMode.UNCORRECTED, null, reason);
    }

    private void emit(BatchState state, Emission emission, List<QualityVerdict> checks, Instant now, BatchOutput out) {
        out.corrected(emission.record(fits, new Emission.Scale(state.getReferenceId(), state.getEpoch()), checks, now));
    }

    private static List<QualityVerdict> sameValues(AdmittedSample sample, BatchMembers members) {
        String id = sample.getSample().getSampleId();
        String first = members.firstWithValues(sample.getValuesSha256(), id);
        return first == null
                ? List.of()
                : List.of(new QualityVerdict(
                        "duplicate_values",
                        1.0,
                        0.0,
                        QualityOutcome.FLAG,
                        "the very values of " + first + " in this batch"));
    }

    private boolean correctionOn(BatchState state) {
        return fits.reference(state.getReferenceId()).correction() == CorrectionMethod.COMBAT;
    }

    private int minBatchSize(BatchState state) {
        ReferenceProfile profile = fits.reference(state.getReferenceId());
        return profile.minBatchSize();
    }

    private static String batchKey(AdmittedSample sample) {
        return Keys.of(sample.getSample().getSite(), sample.getSample().getBatchId());
    }
}
