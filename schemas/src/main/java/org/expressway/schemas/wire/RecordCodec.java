package org.expressway.schemas.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * A generated record to and from Avro binary. Bytes written with our own schema take the bulk path; those of another
 * version go through Avro's schema resolution, slower and just as right.
 */
public final class RecordCodec<T extends SpecificRecord> {
    static {
        AvroSafety.apply();
    }

    private final Class<T> type;
    private final Schema schema;

    public RecordCodec(Class<T> type) {
        this.type = type;
        this.schema = SpecificData.get().getSchema(type);
    }

    public Schema schema() {
        return schema;
    }

    /** Avro binary without any framing. */
    public byte[] encode(T record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        encode(record, bytes);
        return bytes.toByteArray();
    }

    void encode(T record, ByteArrayOutputStream into) {
        try {
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(into, null);
            RecordWriter.write(schema, record, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UndecodableRecord when the bytes are not one whole record of our own schema */
    public T decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length, schema);
    }

    /** @throws UndecodableRecord when the bytes are not one whole record written with {@code writer} */
    public T decode(byte[] bytes, Schema writer) {
        return decode(bytes, 0, bytes.length, writer);
    }

    T decode(byte[] bytes, int offset, int length, Schema writer) {
        try {
            BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, offset, length, null);
            T record = type.cast(
                    writer.equals(schema)
                            ? new RecordReader(in, bytes, offset + length).readRecord(schema)
                            : resolve(writer, in));
            if (!in.isEnd()) {
                throw new UndecodableRecord("bytes are left over after a whole " + type.getSimpleName());
            }
            return record;
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new UndecodableRecord("not a " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    private Object resolve(Schema writer, BinaryDecoder in) throws IOException {
        return new SpecificDatumReader<T>(writer, schema).read(null, in);
    }
}
