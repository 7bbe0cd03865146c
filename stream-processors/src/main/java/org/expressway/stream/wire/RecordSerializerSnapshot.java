package org.expressway.stream.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.expressway.schemas.wire.RecordCodec;
import org.jspecify.annotations.Nullable;

/** Remembers, beside state, the Avro schema that wrote it, so that a newer version of the job can still read it. */
public final class RecordSerializerSnapshot<T extends SpecificRecord> implements TypeSerializerSnapshot<T> {
    private @Nullable Class<T> type;
    private @Nullable String schema;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public RecordSerializerSnapshot() {}

    RecordSerializerSnapshot(Class<T> type) {
        this.type = type;
        this.schema = new RecordCodec<>(type).schema().toString();
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        byte[] text = written().getBytes(StandardCharsets.UTF_8);
        out.writeUTF(type().getName());
        out.writeInt(text.length);
        out.write(text);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        String name = in.readUTF();
        try {
            type = (Class<T>) Class.forName(name, false, classLoader).asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException e) {
            throw new IOException("state holds records of " + name + ", which this version does not know", e);
        }
        byte[] text = new byte[in.readInt()];
        in.readFully(text);
        schema = new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new RecordSerializer<>(type(), written());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (!(old instanceof RecordSerializerSnapshot<T> before) || before.type() != type()) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        if (before.written().equals(written())) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        Schema reader = new Schema.Parser().parse(written());
        Schema writer = new Schema.Parser().parse(before.written());
        boolean readable = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
        return readable
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration()
                : TypeSerializerSchemaCompatibility.incompatible();
    }

    private Class<T> type() {
        if (type == null) {
            throw new IllegalStateException("snapshot was not read yet");
        }
        return type;
    }

    private String written() {
        if (schema == null) {
            throw new IllegalStateException("snapshot was not read yet");
        }
        return schema;
    }
}
