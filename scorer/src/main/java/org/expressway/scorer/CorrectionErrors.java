package org.expressway.scorer;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionError;
import org.expressway.analysis.correct.StoredFit;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The errors of fits, from the artifact store. A fit of 20,000 genes is 0.8 MB there; of the last ones only the variances are kept.
 * Stream threads share it.
 */
final class CorrectionErrors {
    private static final Logger LOG = LoggerFactory.getLogger(CorrectionErrors.class);
    private static final int FITS = 64;
    private static final int REFERENCES = 2;

    /**
     * What is known of a sample's correction.
     *
     * @param error null where the sample's values were not changed, or where {@code fault} says why it is not known
     */
    record Known(@Nullable FitError error, @Nullable String fault) {
        static final Known NOTHING_CORRECTED = new Known(null, null);
    }

    private final ArtifactStore store;
    private final Recent<Boolean> said = new Recent<>(FITS);
    private final Recent<FitError> fits = new Recent<>(FITS);
    private final Recent<CorrectionBasis> references = new Recent<>(REFERENCES);

    CorrectionErrors(ArtifactStore store) {
        this.store = store;
    }

    Known of(CorrectedSample sample) {
        String fitId = sample.getFitId();
        if (!corrected(sample) || fitId == null) {
            return Known.NOTHING_CORRECTED;
        }
        try {
            return new Known(fits.get(fitId, id -> load(id, sample.getReferenceId())), null);
        } catch (UncheckedIOException | IllegalArgumentException e) {
            said.get(fitId, fit -> {
                LOG.error("the error of fit {} is not known: {}", fit, e.getMessage());
                return true;
            });
            return new Known(null, e.getMessage());
        }
    }

    /** Whether the sample's values were changed. */
    static boolean corrected(CorrectedSample sample) {
        return switch (sample.getCorrection().getMode()) {
            case SVA, BRIDGED, COVARIATE -> true;
            default -> false;
        };
    }

    private FitError load(String fitId, String referenceId) {
        StoredFit stored = StoredFitFormat.read(bytes(fitId));
        if (!stored.referenceId().equals(referenceId)) {
            throw new IllegalArgumentException(
                    "the fit rests on reference " + stored.referenceId() + ", expected the sample's " + referenceId);
        }
        CorrectionBasis basis = references.get(
                referenceId, id -> ReferenceFormat.read(bytes(id)).basis());
        BatchCorrection correction = stored.correction();
        return new FitError(fitId, CorrectionError.variance(basis, correction));
    }

    private byte[] bytes(String artifact) {
        try {
            return store.get(artifact);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
