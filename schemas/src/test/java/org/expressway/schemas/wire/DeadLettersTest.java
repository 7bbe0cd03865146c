package org.expressway.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.DeadLetters.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {
    private static final Instant SENT = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final Refusal REFUSAL = new Refusal("harmonize", "decode", RejectionReason.UNDECODABLE, "why");

    @Test
    void theOriginalIsKeptWholeWithItsPlace() {
        List<RecordHeader> headers = List.of(header("trace", "7"), new RecordHeader("empty", null));
        DeadLetter letter = DeadLetters.of(record(headers), REFUSAL, new Identity("A", "R1", null), NOW);
        assertThat(letter.getId()).isEqualTo("raw/3/42");
        assertThat(letter.getOrigin()).isEqualTo(new Origin("raw", 3, 42L));
        assertThat(letter.getKey()).isEqualTo(bytes("A/S1"));
        assertThat(letter.getValue()).isEqualTo(bytes("not Avro"));
        assertThat(letter.getHeaders()).isEqualTo(headers);
        assertThat(letter.getOriginTimestamp()).isEqualTo(SENT);
        assertThat(letter.getRejectedAt()).isEqualTo(NOW);
        assertThat(letter.getRedriveCount()).isZero();
        assertThat(letter.getService()).isEqualTo("harmonize");
        assertThat(letter.getReason()).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(letter.getSite()).isEqualTo("A");
        assertThat(letter.getSampleId()).isNull();
    }

    @Test
    void aRedrivenRecordKeepsTheIdOfItsFirstOrigin() {
        List<RecordHeader> headers =
                List.of(header(DeadLetters.FIRST_ORIGIN, "raw/0/5"), header(DeadLetters.REDRIVES, "2"));
        DeadLetter letter = DeadLetters.of(record(headers), REFUSAL, Identity.UNKNOWN, NOW);
        assertThat(letter.getId()).isEqualTo("raw/0/5");
        assertThat(letter.getRedriveCount()).isEqualTo(2);
        assertThat(letter.getOrigin().getOffset()).isEqualTo(42);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "1e3", "99999999999"})
    void aHeaderThatCountsNothingIsNoReasonToFail(String count) {
        List<RecordHeader> headers = List.of(header(DeadLetters.REDRIVES, count));
        assertThat(DeadLetters.of(record(headers), REFUSAL, Identity.UNKNOWN, NOW)
                        .getRedriveCount())
                .isZero();
    }

    @Test
    void aRecordWithoutKeyAndValueHasALetterAsWell() {
        IncomingRecord bare = new IncomingRecord(new Origin("raw", 0, 1L), SENT, null, null, List.of());
        DeadLetter letter = DeadLetters.of(bare, REFUSAL, Identity.UNKNOWN, NOW);
        assertThat(letter.getKey()).isNull();
        assertThat(letter.getValue()).isNull();
        RecordCodec<DeadLetter> codec = new RecordCodec<>(DeadLetter.class);
        assertThat(codec.decode(codec.encode(letter))).isEqualTo(letter);
    }

    /** Everything that is said twice, or grows as it is read, at once: the record has its 2 MiB and fits its topic. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1_000, 1_000_000, 2_090_000})
    void theLetterOfTheStrangestRecordFitsItsTopic(int keyBytes) {
        byte[] malformed = new byte[keyBytes];
        Arrays.fill(malformed, (byte) 0xff);
        String asText = new String(malformed, UTF_8);
        List<RecordHeader> headers = List.of(
                header("trace", "7"),
                header(DeadLetters.FIRST_ORIGIN, asText),
                new RecordHeader(
                        new String(new byte[(2_090_000 - keyBytes) / 2], UTF_8).replace('\0', '\ufffd'), null));
        IncomingRecord record = new IncomingRecord(
                new Origin("raw", 3, 42L),
                SENT,
                ByteBuffer.wrap(malformed),
                ByteBuffer.wrap(new byte[(2_090_000 - keyBytes) / 2]),
                headers);
        Refusal refusal = new Refusal("harmonize", "decode", RejectionReason.KEY_MISMATCH, "seen " + asText);
        DeadLetter letter = DeadLetters.of(record, refusal, new Identity(asText, asText, asText), NOW);
        int size = new RecordCodec<>(DeadLetter.class).encode(letter).length
                + DeadLetters.key(letter).remaining();
        assertThat(size).isLessThan(3_100_000);
        assertThat(letter.getKey()).isEqualTo(record.getKey());
        assertThat(letter.getValue()).isEqualTo(record.getValue());
        assertThat(letter.getHeaders()).contains(headers.get(0));
    }

    private static IncomingRecord record(List<RecordHeader> headers) {
        return new IncomingRecord(new Origin("raw", 3, 42L), SENT, bytes("A/S1"), bytes("not Avro"), headers);
    }

    private static RecordHeader header(String key, String value) {
        return new RecordHeader(key, bytes(value));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
