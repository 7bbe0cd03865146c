package org.expressway.stream.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.Mode;
import org.expressway.analysis.correct.SampleCorrection;
import org.expressway.analysis.correct.StoredFit;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.guard.ClassMix;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.stream.reference.References;
import org.jspecify.annotations.Nullable;

/** Has batches fitted, stores what was decided before anyone cites it, and finds it again by id. */
final class FitBook {
    private static final int REMEMBERED = 32;

    /**
     * What was decided about a batch, ready to be applied.
     *
     * @param id of the stored decision; null where nothing was fitted
     */
    record Fit(@Nullable String id, BatchCorrection correction, SampleCorrection ready) {
        CorrectionMode mode() {
            return CorrectionMode.valueOf(correction.mode().name());
        }
    }

    private final ArtifactStore store;
    private final References references;
    private final Map<String, Fit> recent = new LinkedHashMap<>(REMEMBERED, .75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Fit> eldest) {
            return size() > REMEMBERED;
        }
    };

    FitBook(ArtifactStore store, References references) {
        this.store = store;
        this.references = references;
    }

    ReferenceProfile reference(String referenceId) {
        return references.profile(referenceId);
    }

    /**
     * Fits the samples in the order given, which is that of their ids: the same set gives the same bits. Decisions that
     * came of looking at enough samples are stored, those to leave the batch as it is for want of them are not.
     *
     * @param sortedIds of all held samples, controls and blanks too
     */
    Fit fit(BatchState batch, String batchKey, List<String> sortedIds, BatchMembers members) {
        String referenceId = batch.getReferenceId();
        ReferenceProfile profile = references.profile(referenceId);
        BatchCorrector corrector = new BatchCorrector(profile.basis());
        BatchCorrection correction = corrector.fit(
                HeldSample.all(sortedIds, members, referenceId, profile),
                ClassMix.valueOf(batch.getClassMix().name()));
        if (correction.mode() == Mode.UNCORRECTED) {
            return new Fit(null, correction, corrector.ready(correction));
        }
        StoredFit fit = new StoredFit(referenceId, batchKey, correction);
        try {
            return remember(store.put(StoredFitFormat.write(fit)), fit);
        } catch (IOException e) {
            throw new UncheckedIOException("could not store a fit of " + batchKey + ": " + e.getMessage(), e);
        }
    }

    Fit load(String fitId) {
        Fit known = recent.get(fitId);
        if (known != null) {
            return known;
        }
        try {
            return remember(fitId, StoredFitFormat.read(store.get(fitId)));
        } catch (IOException e) {
            throw new UncheckedIOException("fit " + fitId + ": " + e.getMessage(), e);
        }
    }

    private Fit remember(String id, StoredFit stored) {
        BatchCorrector corrector =
                new BatchCorrector(references.profile(stored.referenceId()).basis());
        Fit fit = new Fit(id, stored.correction(), corrector.ready(stored.correction()));
        recent.put(id, fit);
        return fit;
    }
}
