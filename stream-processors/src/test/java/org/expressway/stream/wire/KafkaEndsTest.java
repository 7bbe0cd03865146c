package org.expressway.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.topic.Keys;
import org.junit.jupiter.api.Test;

final class KafkaEndsTest {
    @Test
    void aWholeBufferIsItsArray() {
        byte[] bytes = {1, 2, 3};

        assertThat(KafkaEnds.array(ByteBuffer.wrap(bytes))).isSameAs(bytes);
    }

    @Test
    void aPartOfABufferIsCopiedAndTheBufferStaysWhereItIs() {
        ByteBuffer part = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}, 1, 2);

        assertThat(KafkaEnds.array(part)).containsExactly(2, 3);
        assertThat(KafkaEnds.array(part.slice())).containsExactly(2, 3);
        assertThat(KafkaEnds.array(part.asReadOnlyBuffer())).containsExactly(2, 3);
        assertThat(part.remaining()).isEqualTo(2);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(KafkaEnds.array(null)).isNull();
    }

    @Test
    void aKeyIsReadAsTextAgainAndAgain() {
        IncomingRecord record = record(ByteBuffer.wrap("Köln/S1".getBytes(StandardCharsets.UTF_8)));

        assertThat(KafkaEnds.keyText(record)).isEqualTo("Köln/S1");
        assertThat(KafkaEnds.keyText(record)).isEqualTo("Köln/S1");
    }

    @Test
    void anAbsentKeyIsEmptyAndAMalformedOneIsTextAllTheSame() {
        assertThat(KafkaEnds.keyText(record(null))).isEmpty();
        assertThat(KafkaEnds.keyText(record(ByteBuffer.wrap(new byte[] {(byte) 0xff, 'a'}))))
                .isEqualTo("\uFFFDa");
    }

    @Test
    void ofAnEndlessKeyTheBeginningIsTextAndNoLongestKeyIsCut() {
        byte[] endless = new byte[50_000];
        Arrays.fill(endless, (byte) 'x');
        assertThat(KafkaEnds.keyText(record(ByteBuffer.wrap(endless)))).hasSizeLessThan(3_000);
        String longest = Keys.of("\uFFFD".repeat(200), "\uFFFD".repeat(200));
        assertThat(KafkaEnds.keyText(record(ByteBuffer.wrap(longest.getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(longest);
    }

    private static IncomingRecord record(ByteBuffer key) {
        return new IncomingRecord(new Origin("topic", 0, 0L), Instant.EPOCH, key, null, List.of());
    }
}
