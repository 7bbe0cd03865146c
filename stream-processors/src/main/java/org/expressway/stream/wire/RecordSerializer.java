package org.expressway.stream.wire;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.expressway.schemas.wire.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * Avro records between operators and in state: four bytes of length, then Avro binary. Records are treated as immutable
 * and are never copied. State that was written with an older schema is read through Avro's resolution.
 */
public final class RecordSerializer<T extends SpecificRecord> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final String writerSchema;
    private transient @Nullable RecordCodec<T> codec;
    private transient @Nullable Schema writer;

    RecordSerializer(Class<T> type) {
        this(type, new RecordCodec<>(type).schema().toString());
    }

    /** @param writerSchema the schema that the bytes to read were written with */
    RecordSerializer(Class<T> type, String writerSchema) {
        this.type = type;
        this.writerSchema = writerSchema;
    }

    Class<T> type() {
        return type;
    }

    @Override
    public void serialize(T record, DataOutputView out) throws IOException {
        byte[] bytes = codec().encode(record);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public T deserialize(DataInputView in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return codec().decode(bytes, writer());
    }

    /** Through an array: Flink's growing buffer does not grow when it is written from an input. */
    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private RecordCodec<T> codec() {
        RecordCodec<T> known = codec;
        if (known == null) {
            known = new RecordCodec<>(type);
            codec = known;
        }
        return known;
    }

    private Schema writer() {
        Schema known = writer;
        if (known == null) {
            Schema parsed = new Schema.Parser().parse(writerSchema);
            known = parsed.equals(codec().schema()) ? codec().schema() : parsed;
            writer = known;
        }
        return known;
    }

    @Override
    public T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** The codec is bound to one thread at a time, so each task has its own. */
    @Override
    public TypeSerializer<T> duplicate() {
        return new RecordSerializer<>(type, writerSchema);
    }

    @Override
    @SuppressWarnings("NullAway") // there is no empty record; Flink allows null here
    public T createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new RecordSerializerSnapshot<>(type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordSerializer<?> that && that.type == type && that.writerSchema.equals(writerSchema);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
