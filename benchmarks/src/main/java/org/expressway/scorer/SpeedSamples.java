package org.expressway.scorer;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;

/** Samples of a bundle's classes: a class's mean, and on every gene the noise that the bundle was trained with. */
final class SpeedSamples {
    private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

    private SpeedSamples() {}

    static CorrectedSample of(ModelBundle bundle, int number) {
        int genes = bundle.getImputation().size();
        int label = number % bundle.getClasses().size();
        List<Float> centroids = bundle.getClassCentroids();
        SplittableRandom random = new SplittableRandom(number);
        float[] values = new float[genes];
        for (int g = 0; g < genes; g++) {
            values[g] = (float) (centroids.get(label * genes + g) + random.nextGaussian());
        }
        return CorrectedSample.newBuilder()
                .setSampleId("S" + number)
                .setSite("A")
                .setBatchId("R1")
                .setSubjectId("P" + number)
                .setPanelId(bundle.getPanelId())
                .setReferenceId(bundle.getReferenceId())
                .setEpoch(1)
                .setStage(Stage.FINAL)
                .setLogSizeFactor(0)
                .setCorrection(CorrectionSummary.newBuilder()
                        .setMode(CorrectionMode.UNCORRECTED)
                        .setSamples(0)
                        .build())
                .setValues(FloatVector.of(values))
                .setContentSha256("content")
                .setTimes(StageTimes.newBuilder().setReceivedAt(RECEIVED).build())
                .setOrigin(new Origin(Topics.RAW.name(), 0, (long) number))
                .build();
    }
}
