package org.expressway.stream.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.correct.Combat;
import org.expressway.analysis.correct.Correction;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.correct.StoredFit;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.topic.Keys;
import org.expressway.stream.reference.References;

/** Makes fits, stores them before anyone cites them, and finds them again by id. */
final class FitBook {
    private static final int REMEMBERED = 32;

    /** A stored fit, ready to be applied. */
    record Fit(String id, int samples, double meanPosteriorSd, Correction correction) {}

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
     * Fits the samples in the order given, which is that of their ids: the same set gives the same bits.
     *
     * @param sampleIds of the samples, in the same order
     */
    Fit fit(String referenceId, String batchKey, List<String> sampleIds, Iterable<AdmittedSample> samples) {
        ReferenceProfile profile = references.profile(referenceId);
        GeneMoments moments = new GeneMoments(profile.genes());
        double[] normalized = new double[profile.genes()];
        for (AdmittedSample sample : samples) {
            Normalization.of(sample, referenceId, profile).into(normalized);
            moments.plus(normalized);
        }
        List<String> keys =
                sampleIds.stream().map(id -> Keys.of(Keys.site(batchKey), id)).toList();
        StoredFit fit = new StoredFit(referenceId, batchKey, keys, Combat.fit(profile.moments(), moments));
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
        ReferenceProfile profile = references.profile(stored.referenceId());
        Correction correction = new Correction(profile.moments(), stored.fit());
        Fit fit = new Fit(id, stored.fit().samples(), stored.fit().meanPosteriorSd(), correction);
        recent.put(id, fit);
        return fit;
    }
}
