package org.expressway.schemas.testing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;
import org.jspecify.annotations.Nullable;

/** Records of any of our schemas from a seed: every union branch, every symbol, NaN and the far ends of numbers occur. */
public final class RandomRecords {
    private static final List<String> TEXTS = List.of("", "S1", "Grün/β", "🧬 GENE", "x".repeat(70));
    private static final List<Float> FLOATS = List.of(0f, -0f, Float.NaN, Float.MIN_VALUE, Float.MAX_VALUE);
    private static final int LONGEST_VECTOR = 50;
    private static final int LONGEST_LIST = 4;

    static {
        AvroSafety.apply(); // as every main does: a test that runs first or alone has no other to do it
    }

    private final SplittableRandom random;

    public RandomRecords(long seed) {
        this.random = new SplittableRandom(seed);
    }

    public <T extends SpecificRecord> T next(Class<T> type) {
        return type.cast(record(SpecificData.get().getSchema(type)));
    }

    private IndexedRecord record(Schema schema) {
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        return record;
    }

    private @Nullable Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> random.nextBoolean() ? null : value(schema.getTypes().get(1));
            case ARRAY -> array(schema.getElementType());
            case ENUM -> SpecificData.get().createEnum(pick(schema.getEnumSymbols()), schema);
            case STRING -> pick(TEXTS);
            case BYTES -> bytes();
            case INT -> random.nextInt();
            case LONG -> number(schema);
            case FLOAT -> real();
            case DOUBLE -> random.nextDouble(-1e9, 1e9);
            case BOOLEAN -> random.nextBoolean();
            default -> throw new IllegalArgumentException("no topic uses Avro type " + schema.getType());
        };
    }

    private List<?> array(Schema element) {
        if (element.getType() == Schema.Type.FLOAT) {
            float[] values = new float[random.nextInt(LONGEST_VECTOR)];
            for (int i = 0; i < values.length; i++) {
                values[i] = real();
            }
            return FloatVector.of(values);
        }
        if (element.getType() == Schema.Type.INT) {
            return IntVector.of(random.ints(random.nextInt(LONGEST_VECTOR)).toArray());
        }
        return IntStream.range(0, random.nextInt(LONGEST_LIST))
                .mapToObj(i -> value(element))
                .toList();
    }

    private float real() {
        return random.nextInt(4) == 0 ? pick(FLOATS) : (float) random.nextDouble(-20, 20);
    }

    private Object number(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? Instant.ofEpochMilli(random.nextLong(-1L << 45, 1L << 45))
                : (Object) random.nextLong();
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
