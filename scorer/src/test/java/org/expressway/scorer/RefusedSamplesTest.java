package org.expressway.scorer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistryUnavailable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes a dead letter, and what stops the scorer instead. */
class RefusedSamplesTest {
    private static final float[] VALUES = {1, -2, .5f, 3};

    private final SmallModel small = SmallModel.random(1, VALUES.length, 3);

    @TempDir
    private Path directory;

    private ScoringBench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new ScoringBench(directory);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void bytesThatAreNoSampleBecomeOneDeadLetterWithEverythingThatCame() throws IOException {
        bench.release(small.bundle());
        byte[] bytes = "not Avro".getBytes(UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", "7".getBytes(UTF_8));
        bench.send(new TestRecord<>("A/S1".getBytes(UTF_8), bytes, headers, Samples.RECEIVED));
        DeadLetter letter = only(bench.rejected());
        assertThat(letter.getReason()).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(letter.getService()).isEqualTo("scorer");
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap("A/S1".getBytes(UTF_8)));
        assertThat(letter.getHeaders())
                .containsExactly(new RecordHeader("trace", ByteBuffer.wrap("7".getBytes(UTF_8))));
        assertThat(letter.getOriginTimestamp()).isEqualTo(Samples.RECEIVED);
        assertThat(letter.getId()).isEqualTo(Topics.CORRECTED.name() + "/0/0");
        assertThat(bench.predictions()).isEmpty();
    }

    @Test
    void aSampleThatDoesNotFitTheModelBecomesADeadLetterThatNamesIt() throws IOException {
        bench.release(small.bundle());
        bench.send(Samples.closed("S1", 1, 2, 3));
        DeadLetter letter = only(bench.rejected());
        assertThat(letter.getReason()).isEqualTo(RejectionReason.MODEL_INPUT);
        assertThat(letter.getMessage()).contains("expected 4 genes").contains("3");
        assertThat(letter.getSite()).isEqualTo("A");
        assertThat(letter.getSampleId()).isEqualTo("S1");
        assertThat(bench.predictions()).isEmpty();
        bench.send(Samples.closed("S2", Float.POSITIVE_INFINITY, 1, 1, 1));
        assertThat(only(bench.rejected()).getReason()).isEqualTo(RejectionReason.MODEL_INPUT);
    }

    @Test
    void aRegistryThatIsDownStopsTheScorerAndRejectsNothing() throws IOException {
        bench.release(small.bundle());
        bench.registry().broken(true);
        byte[] unknownId = ByteBuffer.allocate(9).put((byte) 0).putInt(77).array();
        assertThatThrownBy(() -> bench.send(new TestRecord<>("A/S1".getBytes(UTF_8), unknownId)))
                .hasStackTraceContaining(RegistryUnavailable.class.getName());
        assertThat(bench.rejected()).isEmpty();
    }

    private static <T> T only(List<T> all) {
        assertThat(all).hasSize(1);
        return all.get(0);
    }
}
