package org.expressway.scorer.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.SampleCorrection;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.wire.FloatVector;

/**
 * Normalised values, from the corrected ones and the fit that the record names: correction erases the shift that charts watch
 * for, and is undone to within the rounding of single precision. The last few fits are kept. Not for several threads.
 */
final class BeforeCorrection {
    private static final int FITS = 8;
    private static final int REFERENCES = 2;

    private final ArtifactStore artifacts;
    private final Map<String, SampleCorrection> fits = recent(FITS);
    private final Map<String, CorrectionBasis> bases = recent(REFERENCES);

    BeforeCorrection(ArtifactStore artifacts) {
        this.artifacts = artifacts;
    }

    /** @throws UncheckedIOException where fit or reference cannot be read */
    float[] of(CorrectedSample sample) {
        float[] corrected = FloatVector.toArray(sample.getValues());
        String fit = sample.getFitId();
        if (fit == null) {
            return corrected;
        }
        try {
            SampleCorrection correction = fits.get(fit);
            if (correction == null) {
                correction = new BatchCorrector(basis(sample.getReferenceId()))
                        .ready(StoredFitFormat.read(artifacts.get(fit)).correction());
                fits.put(fit, correction);
            }
            return correction.inverted(corrected);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private CorrectionBasis basis(String reference) throws IOException {
        CorrectionBasis known = bases.get(reference);
        if (known == null) {
            known = ReferenceFormat.read(artifacts.get(reference)).basis();
            bases.put(reference, known);
        }
        return known;
    }

    private static <V> Map<String, V> recent(int most) {
        return new LinkedHashMap<>(16, .75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }
}
