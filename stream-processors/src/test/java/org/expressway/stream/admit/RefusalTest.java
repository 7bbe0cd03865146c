package org.expressway.stream.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.expressway.schemas.avro.RejectionReason.INVALID_FIELD;
import static org.expressway.schemas.avro.RejectionReason.KEY_MISMATCH;
import static org.expressway.schemas.avro.RejectionReason.NO_REFERENCE;
import static org.expressway.schemas.avro.RejectionReason.PANEL_MISMATCH;
import static org.expressway.schemas.avro.RejectionReason.QUALITY;
import static org.expressway.schemas.avro.RejectionReason.UNDECODABLE;
import static org.expressway.schemas.avro.RejectionReason.UNIT_MISMATCH;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.stream.fixture.Counts;
import org.expressway.stream.fixture.Laboratory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reason for a refusal, each with a message that says what to do and the record as it came. */
final class RefusalTest {
    private static final List<RecordHeader> HEADERS =
            List.of(new RecordHeader("trace", ByteBuffer.wrap(new byte[] {1, 2})));

    /** @param batch where the refusal travels; null for a record that cannot be trusted to name one */
    record Bad(String name, RejectionReason reason, String says, String batch, Function<Laboratory, byte[]> value) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> bad() {
        return Stream.of(undecodable(), untrusted(), misfits(), unusable()).flatMap(List::stream);
    }

    private static List<Bad> undecodable() {
        return List.of(
                new Bad("no registry record", UNDECODABLE, "first byte 9", null, lab -> new byte[] {9, 9, 9, 9, 9, 9}),
                new Bad("nothing at all", UNDECODABLE, "no bytes", null, lab -> new byte[0]),
                new Bad("a schema nobody knows", UNDECODABLE, "schema id 77", null, lab ->
                        new byte[] {0, 0, 0, 0, 77, 1}),
                new Bad("a record cut short", UNDECODABLE, "ExpressionSample", null, RefusalTest::cutShort));
    }

    private static List<Bad> untrusted() {
        return List.of(
                of("another site's sample", KEY_MISMATCH, "\"C/S1\"", null, sample -> sample.setSite("C")),
                of("a slash in the batch", INVALID_FIELD, "slash", null, sample -> sample.setBatchId("a/b")),
                of(
                        "a text that would not pass on",
                        INVALID_FIELD,
                        "subjectId: expected at most 4096",
                        null,
                        sample -> sample.setSubjectId("x".repeat(5_000))),
                of("no batch", INVALID_FIELD, "seen 0", null, sample -> sample.setBatchId("")));
    }

    private static List<Bad> misfits() {
        return List.of(
                of(
                        "another panel",
                        NO_REFERENCE,
                        "expected panel",
                        Laboratory.BATCH,
                        sample -> sample.setPanelId("0".repeat(64))),
                of(
                        "log values",
                        UNIT_MISMATCH,
                        "expected COUNTS",
                        Laboratory.BATCH,
                        sample -> sample.setUnit(ExpressionUnit.LOG2)),
                of(
                        "a linear unit that the reference does not have",
                        UNIT_MISMATCH,
                        "(normalisation median-of-ratios), seen TPM; publish COUNTS, or build",
                        Laboratory.BATCH,
                        sample -> sample.setUnit(ExpressionUnit.TPM)),
                of(
                        "no unit",
                        UNIT_MISMATCH,
                        "seen UNKNOWN",
                        Laboratory.BATCH,
                        sample -> sample.setUnit(ExpressionUnit.UNKNOWN)),
                of(
                        "a value too few",
                        PANEL_MISMATCH,
                        "seen 59",
                        Laboratory.BATCH,
                        sample -> sample.setValues(FloatVector.of(new float[Counts.GENES - 1]))),
                of(
                        "indices out of order",
                        PANEL_MISMATCH,
                        "ascending",
                        Laboratory.BATCH,
                        sample -> sample.setValues(FloatVector.of(1, 2)).setIndices(List.of(5, 5))),
                of(
                        "an index beyond the panel",
                        PANEL_MISMATCH,
                        "index 60",
                        Laboratory.BATCH,
                        sample -> sample.setValues(FloatVector.of(1, 2)).setIndices(List.of(0, Counts.GENES))),
                of(
                        "more values than indices",
                        PANEL_MISMATCH,
                        "2 values and 1",
                        Laboratory.BATCH,
                        sample -> sample.setValues(FloatVector.of(1, 2)).setIndices(List.of(0))));
    }

    private static List<Bad> unusable() {
        return List.of(
                of(
                        "an empty library",
                        QUALITY,
                        "zero",
                        Laboratory.BATCH,
                        sample -> sample.setValues(FloatVector.of(new float[Counts.GENES]))),
                of("all missing", QUALITY, "missing", Laboratory.BATCH, sample -> sample.setValues(all(Float.NaN))),
                of("a negative count", QUALITY, "negative", Laboratory.BATCH, sample -> sample.setValues(all(-1))),
                of(
                        "an infinite count",
                        QUALITY,
                        "infinite",
                        Laboratory.BATCH,
                        sample -> sample.setValues(all(Float.POSITIVE_INFINITY))));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aBadRecordBecomesOneDeadLetterWithItsOriginalBytes(Bad bad, @TempDir Path directory) throws Exception {
        try (Laboratory laboratory = new Laboratory(directory, CorrectionMethod.COMBAT)) {
            IncomingRecord record = IncomingRecord.newBuilder(
                            Laboratory.record(Topics.RAW, "B/S1", bad.value().apply(laboratory)))
                    .setHeaders(HEADERS)
                    .build();

            Admission admission = desk(laboratory).decide(record, null, Instant.EPOCH);

            DeadLetter letter = admission.getRefused();
            assertThat(admission.getAdmitted()).isNull();
            assertThat(letter.getReason()).isEqualTo(bad.reason());
            assertThat(letter.getMessage()).contains(bad.says());
            assertThat(letter.getKey()).isEqualTo(record.getKey());
            assertThat(letter.getValue()).isEqualTo(record.getValue());
            assertThat(letter.getHeaders()).isEqualTo(HEADERS);
            assertThat(letter.getId()).isEqualTo(DeadLetters.id(record.getOrigin()));
            assertThat(admission.getBatchKey()).isEqualTo(bad.batch() == null ? letter.getId() : bad.batch());
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aRefusalDoesNotTakeTheKey(Bad bad, @TempDir Path directory) throws Exception {
        try (Laboratory laboratory = new Laboratory(directory, CorrectionMethod.COMBAT);
                var bench = new AdmissionBench(laboratory)) {
            bench.arrives(Laboratory.record(Topics.RAW, "B/S1", bad.value().apply(laboratory)));
            bench.arrives(laboratory.raw(laboratory.sample("S1").build()));

            assertThat(bench.said()).hasSize(2);
            assertThat(bench.said().get(1).getAdmitted()).isNotNull();
        }
    }

    private static Bad of(
            String name,
            RejectionReason reason,
            String says,
            String batch,
            Function<ExpressionSample.Builder, ExpressionSample.Builder> spoil) {
        return new Bad(
                name,
                reason,
                says,
                batch,
                lab -> lab.encoded(spoil.apply(lab.sample("S1")).build()));
    }

    private static byte[] cutShort(Laboratory laboratory) {
        byte[] whole = laboratory.encoded(laboratory.sample("S1").build());
        return Arrays.copyOf(whole, whole.length - 40);
    }

    private static FloatVector all(float value) {
        float[] values = new float[Counts.GENES];
        Arrays.fill(values, value);
        return FloatVector.of(values);
    }

    private static AdmissionDesk desk(Laboratory laboratory) {
        return new AdmissionDesk(
                new Decoding(laboratory.registry()),
                new AdmissionDesk.Active(laboratory.referenceId(), laboratory.profile()));
    }
}
