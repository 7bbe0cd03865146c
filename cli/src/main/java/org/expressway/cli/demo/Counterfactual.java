package org.expressway.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.scorer.InvalidModel;
import org.expressway.scorer.Model;
import org.jspecify.annotations.Nullable;

/** The platform's own model on other values: what it would have said without correction, or without batch effect. */
final class Counterfactual {
    private final Model model;
    private final ReferenceProfile profile;

    private Counterfactual(Model model, ReferenceProfile profile) {
        this.model = model;
        this.profile = profile;
    }

    static Counterfactual of(ArtifactStore store, String bundleSha256) throws IOException, InvalidModel {
        ModelBundle bundle = new RecordArtifact<>(ModelBundle.class).read(store.get(bundleSha256));
        ReferenceProfile profile = ReferenceFormat.read(store.get(bundle.getReferenceId()));
        return new Counterfactual(new Model(bundleSha256, bundle), profile);
    }

    /** Accuracy over the samples whose truth is known, on raw values, normalised only. */
    double accuracy(List<DemoSample> samples, Function<DemoSample, float @Nullable []> values) {
        int known = 0;
        int right = 0;
        for (DemoSample sample : samples) {
            float[] raw = values.apply(sample);
            if (sample.truth() != null && raw != null) {
                known++;
                right += call(raw).equals(sample.truth()) ? 1 : 0;
            }
        }
        return known == 0 ? Double.NaN : (double) right / known;
    }

    private String call(float[] raw) {
        double[] normalized = new double[raw.length];
        profile.normalizer().normalize(raw, profile.normalizer().logSizeFactor(raw), normalized);
        float[] rounded = new float[raw.length];
        for (int g = 0; g < raw.length; g++) {
            rounded[g] = (float) normalized[g];
        }
        double[] probabilities = model.score(rounded).probabilities();
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return model.classes().get(best);
    }

    static float[] asSent(DemoSample sample) {
        return FloatVector.toArray(sample.record().getValues());
    }
}
