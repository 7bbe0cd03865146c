package org.expressway.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's wire format: byte 0, the schema's id in 4 bytes, Avro binary. Ids are asked for once. A null value (a
 * tombstone) stays null.
 */
public final class RegistrySerde<T extends SpecificRecord> implements Serde<T>, Serializer<T>, Deserializer<T> {
    private static final int HEADER = 5;

    private final SchemaRegistry registry;
    private final RecordCodec<T> codec;
    private volatile int id = -1;
    private volatile @Nullable Writer last;

    /** The id and its schema in one reference, so that threads which share a serde never see one without the other. */
    private record Writer(int id, Schema schema) {}

    public RegistrySerde(SchemaRegistry registry, Class<T> type) {
        this.registry = registry;
        this.codec = new RecordCodec<>(type);
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null in, null out
    public byte[] serialize(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        if (id < 0) {
            id = registry.idOf(subject(topic), codec.schema());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        bytes.writeBytes(ByteBuffer.allocate(HEADER).put((byte) 0).putInt(id).array());
        codec.encode(value, bytes);
        return bytes.toByteArray();
    }

    /**
     * @throws UndecodableRecord when the bytes are not such a record
     * @throws RegistryUnavailable when the registry does not answer
     */
    @Override
    @SuppressWarnings("NullAway")
    public T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new UndecodableRecord("expected byte 0 and a 4-byte schema id, seen "
                    + (bytes.length == 0 ? "no bytes" : "first byte " + bytes[0] + " of " + bytes.length));
        }
        Schema writer = writer(ByteBuffer.wrap(bytes, 1, 4).getInt());
        return codec.decode(bytes, HEADER, bytes.length - HEADER, writer);
    }

    /** Comparing whole schemas costs more than decoding; the same id always gives the same Schema object. */
    private Schema writer(int writerId) {
        Writer known = last;
        if (known != null && writerId == known.id()) {
            return known.schema();
        }
        Schema writer = registry.schemaOf(writerId);
        Schema ours = writer.equals(codec.schema()) ? codec.schema() : writer;
        last = new Writer(writerId, ours);
        return ours;
    }

    /** Confluent's topic name strategy. */
    public static String subject(String topic) {
        return topic + "-value";
    }

    @Override
    public void close() {}

    @Override
    public Serializer<T> serializer() {
        return this;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this;
    }

    @Override
    public void configure(java.util.Map<String, ?> configs, boolean isKey) {}
}
