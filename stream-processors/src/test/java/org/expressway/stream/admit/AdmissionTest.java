package org.expressway.stream.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.DeclaredSex;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Provenance;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RegistryUnavailable;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdmissionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:01Z");

    private static Laboratory laboratory;
    private static AdmissionDesk desk;

    @BeforeAll
    static void openLaboratory(@TempDir Path directory) throws IOException {
        laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
        desk = deskAt(laboratory.registry());
    }

    private static AdmissionDesk deskAt(SchemaRegistry registry) {
        AdmissionDesk.Active active = new AdmissionDesk.Active(laboratory.referenceId(), laboratory.profile());
        return new AdmissionDesk(new Decoding(registry), active);
    }

    @AfterAll
    static void closeLaboratory() {
        laboratory.close();
    }

    @Test
    void aGoodSampleIsAdmittedWithItsChecksAndItsPlace() {
        IncomingRecord record = laboratory.raw(laboratory
                .sample("S1")
                .setValues(FloatVector.of(Counts.of("R1", "S1")))
                .build());

        Admission admission = decide(record, null);

        assertThat(admission.getBatchKey()).isEqualTo(Laboratory.BATCH);
        assertThat(admission.getAdmitted().getOrigin()).isEqualTo(record.getOrigin());
        assertThat(admission.getAdmitted().getPublishedAt()).isEqualTo(Laboratory.PUBLISHED);
        assertThat(admission.getAdmitted().getAdmittedAt()).isEqualTo(NOW);
        assertThat(admission.getAdmitted().getQc()).extracting("outcome").containsOnly(QualityOutcome.PASS);
    }

    @Test
    void aRepetitionFromAnotherFileCountsOnce() {
        String before = content(laboratory.sample("S1").build());
        ExpressionSample again = laboratory
                .sample("S1")
                .setReceivedAt(NOW)
                .setProvenance(new Provenance("other.tsv", null, 7))
                .build();

        assertThat(decide(laboratory.raw(again), before)).isNull();
    }

    @Test
    void aRedrivenRepetitionGoesToItsBatchWhichKnowsWhetherItTurnedItAway() {
        ExpressionSample sample = laboratory.sample("S1").build();
        String before = content(sample);
        IncomingRecord redriven = IncomingRecord.newBuilder(laboratory.raw(sample))
                .setHeaders(List.of(header(DeadLetters.FIRST_ORIGIN, "raw/0/5")))
                .build();

        assertThat(decide(redriven, before).getAgain()).isTrue();
        assertThat(decide(redriven, null).getAgain())
                .as("admission itself had refused it")
                .isFalse();
    }

    @Test
    void aSparseSampleIsItsDenseSelf() {
        float[] counts = Counts.of("run1", "S1");
        counts[0] = 0;
        List<Integer> indices = new ArrayList<>();
        float[] shown = new float[counts.length - 1];
        for (int g = 1; g < counts.length; g++) {
            indices.add(g);
            shown[g - 1] = counts[g];
        }
        ExpressionSample dense =
                laboratory.sample("S1").setValues(FloatVector.of(counts)).build();
        ExpressionSample sparse = laboratory
                .sample("S1")
                .setValues(FloatVector.of(shown))
                .setIndices(indices)
                .build();

        assertThat(content(sparse)).isEqualTo(content(dense));
        IncomingRecord asSent = laboratory.raw(sparse);
        assertThat(decide(asSent, null).getAdmitted().getOriginal()).isEqualTo(asSent.getValue());
        assertThat(decide(laboratory.raw(dense), null).getAdmitted().getOriginal())
                .as("what encoding again gives need not be carried")
                .isNull();
    }

    @Test
    void theDeclaredSexIsPartOfTheContent() {
        String before = content(laboratory.sample("S1").build());
        ExpressionSample male = laboratory.sample("S1").setSex(DeclaredSex.MALE).build();

        refusal(laboratory.raw(male), before, RejectionReason.CONFLICT);
    }

    @Test
    void otherContentUnderAKeyIsAConflictThatItsBatchHearsOf() {
        String before = content(laboratory.sample("S1").build());
        float[] counts = Counts.of("run1", "S1");
        counts[3] += 1;
        ExpressionSample other =
                laboratory.sample("S1").setValues(FloatVector.of(counts)).build();

        DeadLetter letter = refusal(laboratory.raw(other), before, RejectionReason.CONFLICT);

        assertThat(letter.getMessage()).contains(before).contains("another id");
        assertThat(decide(laboratory.raw(other), before).getBatchKey()).isEqualTo(Laboratory.BATCH);
    }

    @Test
    void theSameSampleInAnotherBatchOfItsSiteIsAConflictOfThatBatch() {
        String before = content(laboratory.sample("S1").build());
        ExpressionSample other = laboratory.sample("S1").setBatchId("run2").build();

        refusal(laboratory.raw(other), before, RejectionReason.CONFLICT);

        assertThat(decide(laboratory.raw(other), before).getBatchKey()).isEqualTo("B/run2");
    }

    @Test
    void anOutageIsNoDeadLetter() {
        AdmissionDesk cutOff = deskAt(SchemaRegistry.at("http://127.0.0.1:1"));

        assertThatThrownBy(() ->
                        cutOff.decide(laboratory.raw(laboratory.sample("S1").build()), null, NOW))
                .isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void aRedrivenRecordKeepsItsNameAndCountsItsDrives() {
        IncomingRecord redriven = IncomingRecord.newBuilder(Laboratory.record(Topics.RAW, "B/S1", new byte[] {1}))
                .setHeaders(List.of(header(DeadLetters.FIRST_ORIGIN, "B/run1"), header(DeadLetters.REDRIVES, "2")))
                .build();

        Admission admission = decide(redriven, null);

        assertThat(admission.getRefused().getId()).isEqualTo("B/run1");
        assertThat(admission.getRefused().getRedriveCount()).isEqualTo(2);
        assertThat(admission.getBatchKey())
                .as("a header cannot steer it into a batch")
                .isEqualTo(DeadLetters.id(redriven.getOrigin()));
    }

    private static DeadLetter refusal(IncomingRecord record, String before, RejectionReason reason) {
        DeadLetter letter = decide(record, before).getRefused();
        assertThat(letter.getReason()).isEqualTo(reason);
        return letter;
    }

    private static Admission decide(IncomingRecord record, String before) {
        return desk.decide(record, before == null ? null : new AdmissionDesk.Before(before, "v"), NOW);
    }

    private static String content(ExpressionSample sample) {
        return decide(laboratory.raw(sample), null).getAdmitted().getContentSha256();
    }

    private static RecordHeader header(String key, String value) {
        return new RecordHeader(key, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }
}
