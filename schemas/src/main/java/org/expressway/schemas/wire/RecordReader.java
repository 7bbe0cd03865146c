package org.expressway.schemas.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro binary that was written with exactly our own schema, floats in bulk. Every length is checked against the
 * bytes that are left before anything is allocated, so that a corrupt length costs nothing.
 */
final class RecordReader {
    private final BinaryDecoder in;
    private final byte[] bytes;
    private final int end;

    /** @param in reads {@code bytes} up to before {@code end} */
    RecordReader(BinaryDecoder in, byte[] bytes, int end) {
        this.in = in;
        this.bytes = bytes;
        this.end = end;
    }

    IndexedRecord readRecord(Schema schema) throws IOException {
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), read(field.schema()));
        }
        return record;
    }

    private @Nullable Object read(Schema schema) throws IOException {
        return switch (schema.getType()) {
            case RECORD -> readRecord(schema);
            case UNION -> readUnion(schema);
            case ARRAY -> readArray(schema.getElementType());
            case ENUM -> readEnum(schema);
            case STRING -> in.readString();
            case BYTES -> in.readBytes(null);
            case INT -> in.readInt();
            case LONG -> readLong(schema);
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case BOOLEAN -> in.readBoolean();
            default -> throw new IllegalArgumentException("no topic uses Avro type " + schema.getType());
        };
    }

    private @Nullable Object readUnion(Schema schema) throws IOException {
        int index = in.readIndex();
        if (index < 0 || index >= schema.getTypes().size()) {
            throw new AvroRuntimeException("union branch " + index + " of " + schema.getTypes());
        }
        return index == 0 ? null : read(schema.getTypes().get(index));
    }

    private Object readEnum(Schema schema) throws IOException {
        int ordinal = in.readEnum();
        if (ordinal < 0 || ordinal >= schema.getEnumSymbols().size()) {
            throw new AvroRuntimeException("symbol " + ordinal + " of " + schema.getEnumSymbols());
        }
        return SpecificData.get().createEnum(schema.getEnumSymbols().get(ordinal), schema);
    }

    private Object readLong(Schema schema) throws IOException {
        long value = in.readLong();
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? Instant.ofEpochMilli(value) : value;
    }

    private List<?> readArray(Schema element) throws IOException {
        return switch (element.getType()) {
            case FLOAT -> readFloats();
            case INT -> readInts();
            default -> readItems(element);
        };
    }

    private List<Object> readItems(Schema element) throws IOException {
        List<Object> items = new ArrayList<>();
        for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
            checkLeft(n, 1);
            for (long i = 0; i < n; i++) {
                items.add(read(element));
            }
        }
        return items;
    }

    /** One block is the rule; many small ones grow the array by half, or a hostile record would cost their square. */
    private FloatVector readFloats() throws IOException {
        float[] all = new float[0];
        int size = 0;
        for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
            checkLeft(n, Float.BYTES);
            if (size + (int) n > all.length) {
                all = Arrays.copyOf(all, Math.max(size + (int) n, size + size / 2));
            }
            readBlock(all, size, (int) n);
            size += (int) n;
        }
        return FloatVector.of(size == all.length ? all : Arrays.copyOf(all, size));
    }

    private IntVector readInts() throws IOException {
        int[] all = new int[0];
        int size = 0;
        for (long n = in.readArrayStart(); n != 0; n = in.arrayNext()) {
            checkLeft(n, 1);
            if (size + (int) n > all.length) {
                all = Arrays.copyOf(all, Math.max(size + (int) n, size + size / 2));
            }
            for (int i = 0; i < n; i++) {
                all[size++] = in.readInt();
            }
        }
        return IntVector.of(size == all.length ? all : Arrays.copyOf(all, size));
    }

    /** From the record's bytes themselves: the decoder would copy them once more. */
    private void readBlock(float[] into, int at, int n) throws IOException {
        int from = end - in.inputStream().available();
        ByteBuffer.wrap(bytes, from, n * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(into, at, n);
        in.skipFixed(n * Float.BYTES);
    }

    private void checkLeft(long items, int bytesEach) throws IOException {
        int left = in.inputStream().available();
        if (items < 0 || items > left / bytesEach) {
            throw new AvroRuntimeException("an array of " + items + " items in the last " + left + " bytes");
        }
    }
}
