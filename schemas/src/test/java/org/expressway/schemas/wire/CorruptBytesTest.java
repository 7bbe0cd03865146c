package org.expressway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes, decoding gives a record that can be written again, or UndecodableRecord: nothing else, in bounded
 * memory and time. Both paths are held to it, the bulk one and Avro's resolution.
 */
class CorruptBytesTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final List<Long> HOSTILE_LENGTHS = List.of(
            -1L, 1L << 10, 1L << 20, 1L << 28, (long) Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE);
    /** Of one decoding of a record below 4 KiB: the record, an exception and its trace. */
    private static final long MOST_BYTES = 1L << 20;

    static List<Topic<String, ?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <V extends SpecificRecord> void flippedBytesAreHarmless(Topic<String, V> topic) {
        Paths<V> paths = new Paths<>(topic);
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            for (Written written : paths.written(seed)) {
                byte[] bytes = written.bytes().clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                paths.decode(bytes, written.schema(), "seed " + seed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <V extends SpecificRecord> void everyTruncationIsUndecodable(Topic<String, V> topic) {
        Paths<V> paths = new Paths<>(topic);
        for (Written written : paths.written(7)) {
            for (int length = 0; length < written.bytes().length; length++) {
                byte[] cut = Arrays.copyOf(written.bytes(), length);
                assertThat(paths.decode(cut, written.schema(), "cut at " + length))
                        .as("cut at " + length)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <V extends SpecificRecord> void aHostileLengthAnywhereCostsNothing(Topic<String, V> topic) {
        Paths<V> paths = new Paths<>(topic);
        for (Written written : paths.written(7)) {
            for (int at = 0; at < written.bytes().length; at++) {
                for (long length : HOSTILE_LENGTHS) {
                    byte[] bytes = withLengthAt(written.bytes(), at, length);
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    paths.decode(bytes, written.schema(), "length " + length + " at " + at);
                    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                            .as("bytes allocated for length " + length + " at " + at)
                            .isLessThan(MOST_BYTES);
                }
            }
        }
    }

    @Test
    void countlessTinyBlocksCostTheirLengthAndNotItsSquare() {
        RecordCodec<CorrectedSample> codec = new RecordCodec<>(CorrectedSample.class);
        CorrectedSample empty = CorrectedSample.newBuilder(new RandomRecords(1).next(CorrectedSample.class))
                .setValues(FloatVector.of())
                .build();
        byte[] bytes = blocksOfOne(codec.encode(empty), codec.encode(withOne(empty)), 400_000);
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(codec.decode(bytes).getValues()).hasSize(400_000));
    }

    /** What follows the values' count in both encodings is the same, so their common tail shows where values stand. */
    private static byte[] blocksOfOne(byte[] without, byte[] with, int blocks) {
        int at = Arrays.mismatch(without, with);
        byte[] block = Arrays.copyOfRange(with, at, at + 1 + Float.BYTES);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(without, 0, at);
        for (int b = 0; b < blocks; b++) {
            bytes.writeBytes(block);
        }
        bytes.write(without, at, without.length - at);
        return bytes.toByteArray();
    }

    private static CorrectedSample withOne(CorrectedSample sample) {
        return CorrectedSample.newBuilder(sample).setValues(FloatVector.of(1f)).build();
    }

    private static byte[] withLengthAt(byte[] bytes, int at, long length) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            encoder.writeFixed(bytes, 0, at);
            encoder.writeLong(length);
            encoder.writeFixed(bytes, at + 1, bytes.length - at - 1);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private record Written(byte[] bytes, Schema schema) {}

    private static final class Paths<V extends SpecificRecord> {
        private final Class<V> type;
        private final RecordCodec<V> codec;
        private final Schema newer;

        Paths(Topic<String, V> topic) {
            type = topic.valueType();
            codec = new RecordCodec<>(type);
            newer = Versions.plus(codec.schema());
        }

        /** The same record, written with our schema and with a newer one. */
        List<Written> written(long seed) {
            byte[] ours = codec.encode(new RandomRecords(seed).next(type));
            byte[] other = Versions.write(Versions.generic(ours, codec.schema(), newer), 1 << 10);
            return List.of(new Written(ours, codec.schema()), new Written(other, newer));
        }

        /** Whether it decodes. */
        boolean decode(byte[] bytes, Schema writer, String what) {
            V record;
            try {
                record = codec.decode(bytes, writer);
            } catch (UndecodableRecord expected) {
                return false;
            } catch (RuntimeException | Error other) {
                throw new AssertionError(type.getSimpleName() + ", " + what, other);
            }
            assertThat(codec.decode(codec.encode(record))).as(what).isEqualTo(record);
            return true;
        }
    }
}
