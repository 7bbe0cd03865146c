package org.expressway.trainer.drift;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.analysis.correct.BatchCorrector;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.SampleCorrection;
import org.expressway.analysis.correct.StoredFitFormat;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * Normalised values of a snapshot's samples, from the corrected ones and their fits, each site brought to the reference's
 * place as a whole.
 *
 * <p>A site's charts first learn what is usual for it, so what counts is how its samples vary about that, from batch to
 * batch too. Left where they are, the sites' own offsets would count as variation, and charts would be blind.
 */
final class BeforeCorrection {
    private final ArtifactStore artifacts;
    private final CorrectionBasis basis;
    private final Map<String, SampleCorrection> fits = new HashMap<>();

    BeforeCorrection(ArtifactStore artifacts, String referenceId) throws IOException {
        this.artifacts = artifacts;
        this.basis = ReferenceFormat.read(artifacts.get(referenceId)).basis();
    }

    /** One row a sample, log2. @throws IOException where a fit cannot be read */
    float[][] of(Snapshot snapshot) throws IOException {
        return of(snapshot.set().x(), snapshot.fits(), snapshot.sites());
    }

    /**
     * The same of any samples.
     *
     * @param fits one a sample; null where nothing was fitted
     * @param sites one a sample
     */
    float[][] of(Profiles corrected, List<@Nullable String> fits, List<String> sites) throws IOException {
        float[][] rows = new float[corrected.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = normalised(corrected.get(i), fits.get(i));
        }
        placed(rows, corrected, sites);
        return rows;
    }

    /** One sample's, where its site has it. */
    float[] normalised(float[] corrected, @Nullable String fit) throws IOException {
        if (fit == null) {
            return corrected.clone();
        }
        SampleCorrection correction = fits.get(fit);
        if (correction == null) {
            correction = new BatchCorrector(basis)
                    .ready(StoredFitFormat.read(artifacts.get(fit)).correction());
            fits.put(fit, correction);
        }
        return correction.inverted(corrected);
    }

    private static void placed(float[][] rows, Profiles corrected, List<String> sites) {
        Map<String, double[]> moved = new TreeMap<>();
        Map<String, Integer> samples = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            int genes = rows[i].length;
            float[] after = corrected.get(i);
            double[] sum = moved.computeIfAbsent(sites.get(i), site -> new double[genes]);
            samples.merge(sites.get(i), 1, Integer::sum);
            for (int g = 0; g < genes; g++) {
                double one = rows[i][g] - after[g];
                sum[g] += Double.isNaN(one) ? 0 : one;
            }
        }
        for (int i = 0; i < rows.length; i++) {
            double[] sum = moved.getOrDefault(sites.get(i), new double[rows[i].length]);
            int n = samples.getOrDefault(sites.get(i), 1);
            for (int g = 0; g < rows[i].length; g++) {
                rows[i][g] -= (float) (sum[g] / n);
            }
        }
    }
}
