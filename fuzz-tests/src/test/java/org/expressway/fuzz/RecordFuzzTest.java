package org.expressway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.schemas.wire.UndecodableRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The record of every topic, from bytes. The first byte says which topic, and whether the bytes count as written by us
 * (read in bulk) or by a later version with one field more (read through Avro's resolution).
 */
class RecordFuzzTest {
    private static final List<Decoding<?>> DECODINGS =
            Topics.all().stream().<Decoding<?>>flatMap(Decoding::of).toList();

    private record Decoding<V extends SpecificRecord>(RecordCodec<V> codec, Class<V> type, Schema writer) {
        static <V extends SpecificRecord> Stream<Decoding<V>> of(Topic<String, V> topic) {
            RecordCodec<V> codec = new RecordCodec<>(topic.valueType());
            return Stream.of(codec.schema(), later(codec.schema()))
                    .map(writer -> new Decoding<>(codec, topic.valueType(), writer));
        }

        private static Schema later(Schema schema) {
            List<Schema.Field> fields = new ArrayList<>();
            schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
            fields.add(new Schema.Field("later", Schema.create(Schema.Type.INT), null, 0));
            return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
        }

        /** What is decoded can be written again, and is the same then; by its bytes, since NaN comes in many. */
        void decode(byte[] bytes) {
            V record;
            try {
                record = codec.decode(bytes, writer);
            } catch (UndecodableRecord refused) {
                assertThat(refused).message().isNotBlank();
                return;
            }
            byte[] written = codec.encode(record);
            assertThat(codec.encode(codec.decode(written))).isEqualTo(written);
        }

        byte[] seed() {
            return codec.encode(new RandomRecords(1).next(type));
        }
    }

    static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int i = 0; i < DECODINGS.size(); i++) {
            byte[] record = DECODINGS.get(i).seed();
            byte[] seed = new byte[record.length + 2];
            seed[0] = (byte) i;
            System.arraycopy(record, 0, seed, 1, record.length);
            // The later field; ours is read without it.
            seeds.add(i % 2 == 1 ? seed : Arrays.copyOf(seed, seed.length - 1));
        }
        return seeds;
    }

    @Timeout(60)
    @MethodSource("seeds")
    @FuzzTest
    void isDecodedOrUndecodable(byte[] bytes) {
        if (bytes.length > 0) {
            DECODINGS.get(Math.floorMod(bytes[0], DECODINGS.size())).decode(Arrays.copyOfRange(bytes, 1, bytes.length));
        }
    }
}
