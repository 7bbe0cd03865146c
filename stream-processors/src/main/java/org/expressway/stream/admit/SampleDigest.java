package org.expressway.stream.admit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RecordCodec;
import org.jspecify.annotations.Nullable;

/**
 * What makes two deliveries of a sample the same: identity, context and values, to the bit. When and from which file it
 * was read does not count, so that a lab may publish the same file twice.
 */
final class SampleDigest {
    private static final RecordCodec<ExpressionSample> CODEC = new RecordCodec<>(ExpressionSample.class);

    private SampleDigest() {}

    static String ofValues(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }

    static String of(ExpressionSample sample, String valuesSha256) {
        ExpressionSample bare = withoutValues(sample);
        put(bare, "provenance", null);
        put(bare, "receivedAt", Instant.EPOCH);
        return digest(bare, valuesSha256);
    }

    /** Of all of it, when and from which file it was read too: what an auditor compares. */
    static String ofRecord(ExpressionSample sample, String valuesSha256) {
        return digest(withoutValues(sample), valuesSha256);
    }

    private static ExpressionSample withoutValues(ExpressionSample sample) {
        ExpressionSample bare = new ExpressionSample();
        for (int i = 0; i < sample.getSchema().getFields().size(); i++) {
            bare.put(i, sample.get(i));
        }
        put(bare, "values", List.of());
        return bare;
    }

    private static String digest(ExpressionSample bare, String valuesSha256) {
        byte[] context = CODEC.encode(bare);
        byte[] digest = valuesSha256.getBytes(StandardCharsets.US_ASCII);
        return Sha256.of(ByteBuffer.allocate(context.length + digest.length)
                .put(context)
                .put(digest)
                .array());
    }

    @SuppressWarnings("NullAway") // Avro's put takes null where the schema does
    private static void put(ExpressionSample sample, String field, @Nullable Object value) {
        sample.put(sample.getSchema().getField(field).pos(), value);
    }

    static float[] values(ExpressionSample sample) {
        return FloatVector.toArray(sample.getValues());
    }
}
