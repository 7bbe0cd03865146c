package org.expressway.scorer;

import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.FloatVector;

/** Corrected samples and releases. */
final class Samples {
    static {
        AvroSafety.apply(); // before a record is built whose enum takes its default
    }

    static final Instant RECEIVED = Instant.parse("2026-03-01T09:59:58Z");
    static final Origin RAW = new Origin("expression.sample.raw.v1", 1, 17L);

    private Samples() {}

    static CorrectedSample provisional(String sampleId, float... values) {
        return sample(sampleId, Stage.PROVISIONAL, "fit-8", values).build();
    }

    static CorrectedSample closed(String sampleId, float... values) {
        return sample(sampleId, Stage.FINAL, "fit-all", values).build();
    }

    static CorrectedSample.Builder sample(String sampleId, Stage stage, String fitId, float... values) {
        return CorrectedSample.newBuilder()
                .setSampleId(sampleId)
                .setSite("A")
                .setBatchId("R1")
                .setSubjectId("P1")
                .setPanelId("panel")
                .setReferenceId(SmallModel.REFERENCE)
                .setEpoch(3)
                .setFitId(fitId)
                .setStage(stage)
                .setLogSizeFactor(0)
                .setQc(List.of(
                        new QualityVerdict("librarySize", 1e6, 1e5, QualityOutcome.PASS, "enough"),
                        new QualityVerdict("missingGenes", .2, .1, QualityOutcome.FLAG, "many are missing")))
                .setCorrection(CorrectionSummary.newBuilder()
                        .setMode(CorrectionMode.SVA)
                        .setSamples(8)
                        .setFlags(List.of("small batch"))
                        .build())
                .setValues(FloatVector.of(values))
                .setContentSha256("content")
                .setTimes(StageTimes.newBuilder().setReceivedAt(RECEIVED).build())
                .setOrigin(RAW);
    }

    static ModelRelease release(String bundleSha256, ReleaseAlias alias) {
        return ModelRelease.newBuilder()
                .setModel("subtype")
                .setReferenceId(SmallModel.REFERENCE)
                .setPanelId("panel")
                .setAlias(alias)
                .setBundleSha256(bundleSha256)
                .setRecipe("logistic")
                .setClasses(List.of("class0", "class1", "class2"))
                .setMetrics(List.of())
                .setDataFingerprint("fingerprint")
                .setSamples(100)
                .setSubjects(90)
                .setTestSubjects(20)
                .setSeed(1)
                .setReleasedBy("test")
                .setReleasedAt(RECEIVED)
                .build();
    }
}
