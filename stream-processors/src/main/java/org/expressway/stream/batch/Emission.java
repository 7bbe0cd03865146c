package org.expressway.stream.batch;

import java.time.Instant;
import org.expressway.analysis.correct.BatchCorrection;
import org.expressway.schemas.avro.AdmittedSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.stream.batch.FitBook.Fit;
import org.jspecify.annotations.Nullable;

/**
 * One corrected record in the making: the sample, its stage and what is done to it.
 *
 * @param fit null when the sample is only normalised
 */
record Emission(
        AdmittedSample sample,
        Stage stage,
        CorrectionMode mode,
        @Nullable Fit fit,
        String reason) {

    /** Where the batch stands on its reference. */
    record Scale(String referenceId, long epoch) {}

    CorrectedSample record(FitBook fits, Scale scale, Instant now) {
        ExpressionSample raw = sample.getSample();
        Normalization normalization =
                Normalization.of(sample, scale.referenceId(), fits.reference(scale.referenceId()));
        CorrectedSample.Builder record = context(raw)
                .setReferenceId(scale.referenceId())
                .setEpoch(scale.epoch())
                .setFitId(fit == null ? null : fit.id())
                .setStage(stage)
                .setLogSizeFactor(normalization.logSizeFactor())
                .setQc(sample.getQc())
                .setCorrection(summary())
                .setValues(FloatVector.of(values(normalization)))
                .setContentSha256(sample.getContentSha256())
                .setRecordSha256(sample.getRecordSha256())
                .setTimes(times(now))
                .setOrigin(sample.getOrigin());
        return record.build();
    }

    private static CorrectedSample.Builder context(ExpressionSample raw) {
        return CorrectedSample.newBuilder()
                .setSampleId(raw.getSampleId())
                .setSite(raw.getSite())
                .setBatchId(raw.getBatchId())
                .setSubjectId(raw.getSubjectId())
                .setInstrument(raw.getInstrument())
                .setLineage(raw.getLineage())
                .setRole(raw.getRole())
                .setControlMaterial(raw.getControlMaterial())
                .setExperimentId(raw.getExperimentId())
                .setTimepoint(raw.getTimepoint())
                .setTimepointUnit(raw.getTimepointUnit())
                .setAssay(raw.getAssay())
                .setSpecimen(raw.getSpecimen())
                .setCollectedAt(raw.getCollectedAt())
                .setPanelId(raw.getPanelId());
    }

    private float[] values(Normalization normalization) {
        double[] values = new double[normalization.values().length];
        normalization.into(values);
        if (fit != null) {
            fit.ready().apply(values, values);
        }
        float[] rounded = new float[values.length];
        for (int g = 0; g < values.length; g++) {
            rounded[g] = (float) values[g];
        }
        return rounded;
    }

    private CorrectionSummary summary() {
        BatchCorrection decided = fit == null ? null : fit.correction();
        BatchCorrection corrected = decided != null && decided.corrects() ? decided : null;
        return CorrectionSummary.newBuilder()
                .setMode(mode)
                .setSamples(corrected == null ? 0 : corrected.fitSamples())
                .setMeanPosteriorSd(corrected == null ? null : corrected.fit().meanPosteriorSd())
                .setReason(reason)
                .build();
    }

    private StageTimes times(Instant now) {
        return StageTimes.newBuilder()
                .setCollectedAt(sample.getSample().getCollectedAt())
                .setReceivedAt(sample.getSample().getReceivedAt())
                .setPublishedAt(sample.getPublishedAt())
                .setAdmittedAt(sample.getAdmittedAt())
                .setCorrectedAt(now)
                .build();
    }
}
