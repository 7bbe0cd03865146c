package org.expressway.trainer.platform;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.reference.ReferenceBuilder;
import org.expressway.analysis.reference.ReferenceFormat;
import org.expressway.analysis.reference.ReferenceProfile;
import org.expressway.analysis.reference.ReferenceSample;
import org.expressway.analysis.reference.ReferenceSettings;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.avro.TrainingRequest;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.trainer.cohort.TrainingSet;

/** Puts a training set on a platform as the other services would have left it there. */
public final class PublishedCohort {
    public static final String PANEL = "a".repeat(64);

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");

    private final TestPlatform platform;
    private final String referenceId;

    /** Activates a reference made of the first {@code members} samples. */
    public PublishedCohort(TestPlatform platform, TrainingSet set, int members) throws IOException {
        this.platform = platform;
        List<ReferenceSample> samples = IntStream.range(0, members)
                .mapToObj(i -> new ReferenceSample(
                        set.keys().get(i),
                        set.subjects().get(i),
                        set.x().get(i),
                        set.classes().get(set.y()[i])))
                .toList();
        ReferenceProfile profile =
                ReferenceBuilder.build(PANEL, List.of("site/batch"), samples, ReferenceSettings.defaults(false));
        referenceId = platform.endpoints().artifacts().put(ReferenceFormat.write(profile));
        platform.write(
                Topics.REFERENCE,
                referenceId,
                ReferencePointer.newBuilder()
                        .setReferenceId(referenceId)
                        .setPanelId(PANEL)
                        .setEpoch(1)
                        .setSamples(members)
                        .setBatches(List.of("site/batch"))
                        .setCorrection("none")
                        .setCreatedAt(THEN)
                        .setActivatedAt(THEN)
                        .build());
    }

    public String referenceId() {
        return referenceId;
    }

    /** A settled study sample, to be changed by the test where it asks for something else. */
    public CorrectedSample.Builder sample(String key, String subject, float[] values) {
        return CorrectedSample.newBuilder()
                .setSampleId(Keys.id(key))
                .setSite(Keys.site(key))
                .setBatchId("batch")
                .setSubjectId(subject)
                .setRole(SampleRole.STUDY)
                .setPanelId(PANEL)
                .setReferenceId(referenceId)
                .setEpoch(1)
                .setStage(Stage.FINAL)
                .setLogSizeFactor(0)
                .setCorrection(new CorrectionSummary(CorrectionMode.UNCORRECTED, 0, null, "", List.of()))
                .setValues(FloatVector.of(values))
                .setContentSha256("0".repeat(64))
                .setTimes(new StageTimes(null, null, null, null, null, null))
                .setOrigin(new Origin(Topics.RAW.name(), 0, 0L));
    }

    public void publish(CorrectedSample sample) {
        platform.write(Topics.CORRECTED, Keys.of(sample.getSite(), sample.getSampleId()), sample);
    }

    public void label(String key, String subtype) {
        Label label = new Label(Keys.id(key), Keys.site(key), subtype, "test", THEN);
        platform.write(Topics.LABEL, key, label);
    }

    public void request(String by) {
        platform.write(Topics.REQUEST, "subtype", new TrainingRequest("subtype", by, "a test", THEN));
    }

    public void withdraw(String key) {
        platform.write(
                Topics.WITHDRAWAL,
                Keys.site(key) + "/batch",
                new SampleWithdrawal(Keys.site(key), "batch", Keys.id(key), "a test", "ada", THEN));
    }

    /** Samples {@code from} to {@code to} of a set, settled and labelled. */
    public void publish(TrainingSet set, int from, int to) {
        for (int i = from; i < to; i++) {
            publish(sample(set.keys().get(i), set.subjects().get(i), set.x().get(i))
                    .build());
            label(set.keys().get(i), set.classes().get(set.y()[i]));
        }
    }
}
