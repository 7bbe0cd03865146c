package org.expressway.scorer.drift;

import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.jspecify.annotations.Nullable;

/**
 * A sample on its way to its chart.
 *
 * @param prediction by the bundle that the charts are of; null of a control
 * @param latent where the sample lies in that bundle's latent space; empty of a control, and where the bundle has no such space
 */
public record ScoredSample(
        CorrectedSample sample, @Nullable Prediction prediction, double[] latent, DriftCharts charts) {
    /** What a batch's close has settled counts, once: a first, provisional value would make a sample count at two places. */
    boolean counts() {
        boolean settled = sample.getStage() == Stage.FINAL || sample.getStage() == Stage.LATE;
        return settled && (prediction != null || chartedControl());
    }

    /**
     * The prediction where it says something of the model: that of a batch which the guard would not correct is made of values
     * that are not on the reference's scale.
     */
    @Nullable
    Prediction call() {
        return sample.getCorrection().getMode() == CorrectionMode.CONFOUNDED ? null : prediction;
    }

    private boolean chartedControl() {
        return sample.getRole() == SampleRole.BRIDGE_CONTROL
                && sample.getControlMaterial() != null
                && charts.reference().knows(kindOfControl());
    }

    /** A material as a site measures it: another site's lies elsewhere, and is another kind. */
    String kindOfControl() {
        return sample.getSite() + "/" + sample.getControlMaterial();
    }
}
