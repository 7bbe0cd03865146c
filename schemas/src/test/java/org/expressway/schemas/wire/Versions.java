package org.expressway.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.topic.Topic;

/** Other versions of our schemas, and plain Avro to write and read with them. */
final class Versions {
    private static final Schema OPTIONAL_TEXT =
            Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));

    private Versions() {}

    /** The schema with one more nullable field, in front of all others so that nothing is read by luck. */
    static Schema plus(Schema schema) {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field("added", OPTIONAL_TEXT, "Added later.", Schema.Field.NULL_DEFAULT_VALUE));
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        return copy(schema, fields);
    }

    /** The schema without one of its fields. */
    static Schema minus(Schema schema, String name) {
        return copy(
                schema,
                schema.getFields().stream()
                        .filter(field -> !field.name().equals(name))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }

    private static Schema copy(Schema schema, List<Schema.Field> fields) {
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    /** Bytes of our schema as a generic record of another version. */
    static GenericRecord generic(byte[] ours, Schema written, Schema read) {
        try {
            return new GenericDatumReader<GenericRecord>(written, read, new GenericData())
                    .read(null, DecoderFactory.get().binaryDecoder(ours, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Plain Avro, its arrays in blocks of at most {@code blockSize} bytes. */
    static byte[] write(GenericRecord record, int blockSize) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder out =
                    new EncoderFactory().configureBlockSize(blockSize).blockingBinaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, out);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record as a newer producer would send it, framed, its schema registered. */
    static <V extends SpecificRecord> byte[] withExtraField(SchemaRegistry registry, Topic<String, V> topic, V record) {
        RecordCodec<V> codec = new RecordCodec<>(topic.valueType());
        Schema newer = plus(codec.schema());
        GenericRecord generic = generic(codec.encode(record), codec.schema(), newer);
        generic.put("added", "from the future");
        byte[] body = write(generic, 1 << 10);
        int id = registry.register(RegistrySerde.subject(topic.name()), newer);
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }
}
