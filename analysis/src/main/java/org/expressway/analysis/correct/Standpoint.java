package org.expressway.analysis.correct;

import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.guard.Composition;
import org.expressway.analysis.guard.LatentClasses;
import org.expressway.analysis.guard.Mix;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch is measured from: the reference's mean, or, where the guard says that the batch holds another mix, what the
 * classes of each sample make expected.
 *
 * @param classes null for the reference's mean
 * @param mixKnown whether the study samples say where the batch lies
 */
record Standpoint(CorrectionBasis basis, @Nullable BatchClasses classes, boolean mixKnown) {
    /** @param composition null where the guard was not asked: the mix is then taken to be the reference's */
    static Standpoint of(CorrectionBasis basis, @Nullable Composition composition) {
        LatentClasses latent = basis.latent();
        if (latent == null || composition == null) {
            return new Standpoint(basis, null, true);
        }
        boolean other = composition.verdict() == Mix.OTHER_MIX;
        return new Standpoint(
                basis, other ? new BatchClasses(latent, composition) : null, composition.verdict() != Mix.UNIDENTIFIED);
    }

    boolean byClass() {
        return classes != null;
    }

    Frame frame() {
        return classes == null
                ? Frame.of(basis.moments())
                : classes.frame(basis.moments().corrected());
    }

    /** Expectations by class need the samples a second time: a sample's classes are known when the batch's shift is. */
    GeneMoments residuals(SeenBatch batch, List<? extends BatchSample> samples) {
        if (classes == null) {
            return batch.study().about(basis.moments().means());
        }
        GeneMoments residuals = new GeneMoments(basis.genes());
        double[] values = new double[basis.genes()];
        for (BatchSample sample : samples) {
            if (sample.role() == MemberRole.STUDY) {
                sample.normalized(values);
                double[] expected = classes.ofSample(values);
                Arrays.setAll(values, g -> values[g] - expected[g]);
                residuals.plus(values);
            }
        }
        return residuals;
    }

    /** u² of the study's location; infinite where its mix is not known. */
    double[] mixError() {
        if (classes != null) {
            return classes.mixError(frame());
        }
        double[] error = new double[basis.genes()];
        Arrays.fill(error, mixKnown ? 0 : Double.POSITIVE_INFINITY);
        return error;
    }

    Bridge bridge(SeenBatch batch) {
        double[] means = basis.moments().means();
        return classes == null
                ? Bridge.of(basis, frame(), batch.controls(), any -> means, any -> means)
                : Bridge.of(basis, frame(), batch.controls(), classes::ofMaterial, classes::ofControl);
    }

    SampleCorrection correction(BatchFit fit) {
        return classes == null
                ? new Correction(basis.moments(), fit)
                : new ClassCorrection(frame(), classes::ofSample, fit);
    }
}
