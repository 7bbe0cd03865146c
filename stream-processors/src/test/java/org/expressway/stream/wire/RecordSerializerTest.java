package org.expressway.stream.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.expressway.schemas.avro.BatchPhase;
import org.expressway.schemas.avro.BatchState;
import org.expressway.schemas.avro.RunNotice;
import org.junit.jupiter.api.Test;

/** State outlives the version of the job that wrote it. */
final class RecordSerializerTest {
    private static final TypeSerializer<BatchState> SERIALIZER =
            RecordType.record(BatchState.class).createSerializer(new SerializerConfigImpl());

    @Test
    void aRecordComesBackAsItWas() throws IOException {
        assertThat(read(SERIALIZER, written(state()))).isEqualTo(state());
    }

    @Test
    void bytesAreCopiedWithoutBeingRead() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        DataInputDeserializer in = new DataInputDeserializer(twice(written(state())));
        SERIALIZER.copy(in, out);

        assertThat(read(SERIALIZER, out.getCopyOfBuffer())).isEqualTo(state());
        assertThat(SERIALIZER.deserialize(in))
                .as("the next record in the stream")
                .isEqualTo(state());
    }

    @Test
    void recordsAreImmutableAndNeverCopied() {
        BatchState state = state();

        assertThat(SERIALIZER.copy(state)).isSameAs(state);
        assertThat(SERIALIZER.isImmutableType()).isTrue();
    }

    @Test
    void eachTaskHasItsOwn() {
        assertThat(SERIALIZER.duplicate()).isNotSameAs(SERIALIZER).isEqualTo(SERIALIZER);
    }

    @Test
    void stateOfTheSameVersionIsReadAsItIs() throws IOException {
        TypeSerializerSnapshot<BatchState> restored = restored(SERIALIZER.snapshotConfiguration());

        assertThat(SERIALIZER
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
        assertThat(read(restored.restoreSerializer(), written(state()))).isEqualTo(state());
    }

    @Test
    void stateFromBeforeAFieldWasAddedIsRead() throws IOException {
        Schema before = without("fitId");
        TypeSerializerSnapshot<BatchState> old = snapshotOf(BatchState.class, before);

        assertThat(SERIALIZER
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(old)
                        .isCompatibleAfterMigration())
                .isTrue();
        BatchState seen = read(old.restoreSerializer(), framed(before));
        assertThat(seen.getFitId()).as("the new field's default").isNull();
        assertThat(seen.getStudySamples()).isEqualTo(9);
        assertThat(seen.getPhase()).isEqualTo(BatchPhase.OPEN);
    }

    /** A restored serializer also writes: with the schema of today, which is what its own snapshot says. */
    @Test
    void stateThatIsWrittenAgainIsOfToday() throws IOException {
        TypeSerializer<BatchState> restored =
                snapshotOf(BatchState.class, without("fitId")).restoreSerializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        restored.serialize(state(), out);

        TypeSerializer<BatchState> next =
                restored(restored.snapshotConfiguration()).restoreSerializer();
        assertThat(read(next, out.getCopyOfBuffer())).isEqualTo(state());
    }

    @Test
    void stateThatCannotBeReadIsRefused() throws IOException {
        Schema withoutIndispensable = without("referenceId");

        assertThat(SERIALIZER
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(snapshotOf(BatchState.class, withoutIndispensable))
                        .isIncompatible())
                .isTrue();
    }

    @Test
    void stateOfAnotherRecordIsRefused() throws IOException {
        TypeSerializerSnapshot<RunNotice> other = restored(RecordType.record(RunNotice.class)
                .createSerializer(new SerializerConfigImpl())
                .snapshotConfiguration());

        @SuppressWarnings("unchecked")
        TypeSerializerSnapshot<BatchState> disguised = (TypeSerializerSnapshot<BatchState>) (Object) other;
        assertThat(SERIALIZER
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(disguised)
                        .isIncompatible())
                .isTrue();
    }

    @Test
    void aRecordThatThisVersionDoesNotKnowIsNamed() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeUTF("org.expressway.schemas.avro.Vanished");

        assertThatThrownBy(() -> new RecordSerializerSnapshot<BatchState>()
                        .readSnapshot(
                                1,
                                new DataInputDeserializer(out.getCopyOfBuffer()),
                                getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Vanished");
    }

    private static BatchState state() {
        return BatchState.newBuilder()
                .setReferenceId("a".repeat(64))
                .setEpoch(3)
                .setPhase(BatchPhase.OPEN)
                .setFitId("b".repeat(64))
                .setStudySamples(9)
                .setLastSampleAt(Instant.ofEpochMilli(1234))
                .setWanted(List.of("S1", "S2"))
                .build();
    }

    private static Schema without(String field) {
        Schema now = BatchState.getClassSchema();
        List<Schema.Field> fields = now.getFields().stream()
                .filter(f -> !f.name().equals(field))
                .map(f -> new Schema.Field(f, f.schema()))
                .collect(Collectors.toList());
        return Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false, fields);
    }

    private static byte[] framed(Schema schema) throws IOException {
        BatchState state = state();
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.name(), plain(state.get(field.name()), field.schema()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeInt(bytes.size());
        out.write(bytes.toByteArray());
        return out.getCopyOfBuffer();
    }

    private static Object plain(Object value, Schema schema) {
        if (value instanceof Instant time) {
            return time.toEpochMilli();
        }
        return value instanceof BatchPhase phase ? new GenericData.EnumSymbol(schema, phase.name()) : value;
    }

    private static <T extends SpecificRecord> TypeSerializerSnapshot<T> snapshotOf(Class<T> type, Schema schema)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        byte[] text = schema.toString().getBytes(StandardCharsets.UTF_8);
        out.writeUTF(type.getName());
        out.writeInt(text.length);
        out.write(text);
        RecordSerializerSnapshot<T> snapshot = new RecordSerializerSnapshot<>();
        snapshot.readSnapshot(1, new DataInputDeserializer(out.getCopyOfBuffer()), type.getClassLoader());
        return snapshot;
    }

    private static <T extends SpecificRecord> TypeSerializerSnapshot<T> restored(TypeSerializerSnapshot<T> snapshot)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        snapshot.writeSnapshot(out);
        RecordSerializerSnapshot<T> restored = new RecordSerializerSnapshot<>();
        restored.readSnapshot(
                snapshot.getCurrentVersion(),
                new DataInputDeserializer(out.getCopyOfBuffer()),
                RecordSerializerTest.class.getClassLoader());
        return restored;
    }

    private static byte[] written(BatchState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(state, out);
        return out.getCopyOfBuffer();
    }

    private static BatchState read(TypeSerializer<BatchState> serializer, byte[] bytes) throws IOException {
        return serializer.deserialize(new DataInputDeserializer(bytes));
    }

    private static byte[] twice(byte[] bytes) {
        byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
        return both;
    }
}
