package org.expressway.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {
    private static final int SEEDS = 50;

    static Stream<Class<? extends SpecificRecord>> types() {
        return Stream.concat(
                Topics.all().stream().map(Topic::valueType), Stream.of(ModelBundle.class, BatchState.class));
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends SpecificRecord> void plainAvroReadsWhatWeWrite(Class<T> type) throws IOException {
        RecordCodec<T> codec = new RecordCodec<>(type);
        for (int seed = 0; seed < SEEDS; seed++) {
            T record = new RandomRecords(seed).next(type);
            byte[] bytes = codec.encode(record);
            BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
            assertThat(new SpecificDatumReader<>(type).read(null, in))
                    .as("seed " + seed)
                    .isEqualTo(record);
            assertThat(in.isEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends SpecificRecord> void weReadWhatPlainAvroWritesInSeveralBlocks(Class<T> type) {
        RecordCodec<T> codec = new RecordCodec<>(type);
        for (int seed = 0; seed < SEEDS; seed++) {
            T record = new RandomRecords(seed).next(type);
            byte[] blocks = blocked(codec.encode(record), codec, 64);
            assertThat(codec.decode(blocks)).as("seed " + seed).isEqualTo(record);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    <T extends SpecificRecord> void theBulkPathAndTheResolvedPathGiveTheSame(Class<T> type) {
        RecordCodec<T> codec = new RecordCodec<>(type);
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] bytes = codec.encode(new RandomRecords(seed).next(type));
            Schema newer = Versions.plus(codec.schema());
            byte[] other = Versions.write(Versions.generic(bytes, codec.schema(), newer), 1 << 10);
            T resolved = codec.decode(other, newer);
            assertThat(resolved).as("seed " + seed).isEqualTo(codec.decode(bytes));
            assertThat(codec.encode(resolved)).as("seed " + seed).isEqualTo(bytes);
        }
    }

    @Test
    void anOlderRecordTakesTheDefaultOfAFieldThatItLacks() {
        RecordCodec<CorrectedSample> codec = new RecordCodec<>(CorrectedSample.class);
        Schema older = Versions.minus(codec.schema(), "fitId");
        byte[] bytes = codec.encode(new RandomRecords(2).next(CorrectedSample.class));
        CorrectedSample read =
                codec.decode(Versions.write(Versions.generic(bytes, codec.schema(), older), 1 << 10), older);
        CorrectedSample expected =
                CorrectedSample.newBuilder(codec.decode(bytes)).setFitId(null).build();
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aWholePanelComesBackBitForBit() {
        float[] values = new float[20_000];
        for (int g = 0; g < values.length; g++) {
            values[g] = g % 17 == 0 ? Float.NaN : (float) Math.sin(g);
        }
        RecordCodec<CorrectedSample> codec = new RecordCodec<>(CorrectedSample.class);
        CorrectedSample sample = CorrectedSample.newBuilder(new RandomRecords(1).next(CorrectedSample.class))
                .setValues(FloatVector.of(values))
                .build();
        List<Float> read = codec.decode(codec.encode(sample)).getValues();
        assertThat(read).isInstanceOf(FloatVector.class);
        assertThat(FloatVector.toArray(read)).isEqualTo(values);
        byte[] manyBlocks = blocked(codec.encode(sample), codec, 256);
        assertThat(FloatVector.toArray(codec.decode(manyBlocks).getValues())).isEqualTo(values);
    }

    @Test
    void bytesLeftOverAreRefused() {
        RecordCodec<Label> codec = new RecordCodec<>(Label.class);
        byte[] bytes = codec.encode(new RandomRecords(1).next(Label.class));
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(UndecodableRecord.class)
                .hasMessageContaining("left over");
    }

    @Test
    void aWriterSchemaThatDoesNotResolveIsRefused() {
        RecordCodec<Label> codec = new RecordCodec<>(Label.class);
        assertThatThrownBy(() -> codec.decode(new byte[10], Schema.create(Schema.Type.STRING)))
                .isInstanceOf(UndecodableRecord.class);
        assertThatThrownBy(() -> codec.decode(new byte[10], SpecificData.get().getSchema(BatchState.class)))
                .isInstanceOf(UndecodableRecord.class);
    }

    private static byte[] blocked(byte[] ours, RecordCodec<?> codec, int blockSize) {
        return Versions.write(Versions.generic(ours, codec.schema(), codec.schema()), blockSize);
    }
}
