package org.expressway.schemas.artifact;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.schemas.wire.UndecodableRecord;

/**
 * A record as an artifact: the bytes "EXPR", the length of its schema in four bytes, the schema as JSON, Avro binary. An
 * artifact outlives the version that wrote it and no registry knows it, so it brings its schema along. The same record
 * gives the same bytes.
 */
public final class RecordArtifact<T extends SpecificRecord> {
    private static final byte[] MAGIC = "EXPR".getBytes(StandardCharsets.US_ASCII);

    private final RecordCodec<T> codec;

    public RecordArtifact(Class<T> type) {
        this.codec = new RecordCodec<>(type);
    }

    public byte[] write(T record) {
        byte[] schema = codec.schema().toString().getBytes(StandardCharsets.UTF_8);
        byte[] body = codec.encode(record);
        return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + schema.length + body.length)
                .put(MAGIC)
                .putInt(schema.length)
                .put(schema)
                .put(body)
                .array();
    }

    /** @throws UndecodableRecord when the bytes are no such artifact */
    public T read(byte[] artifact) {
        ByteBuffer in = ByteBuffer.wrap(artifact);
        try {
            if (!Arrays.equals(take(in, MAGIC.length), MAGIC)) {
                throw new UndecodableRecord("expected an artifact that begins with EXPR");
            }
            Schema writer = schema(take(in, in.getInt()));
            return codec.decode(take(in, in.remaining()), writer);
        } catch (BufferUnderflowException e) {
            throw new UndecodableRecord("an artifact cut short or damaged: " + e, e);
        }
    }

    /** Avro says in exceptions of many kinds, NullPointerException among them, that a text is no schema. */
    private static Schema schema(byte[] json) {
        try {
            return new Schema.Parser().parse(new String(json, StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw new UndecodableRecord("an artifact whose schema is damaged: " + e, e);
        }
    }

    /** Checked before anything is allocated. */
    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }
}
