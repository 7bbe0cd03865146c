package org.expressway.scorer.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constant of a graph.
 *
 * @param type ONNX's number of the element type
 * @param raw its elements, little-endian; null where they are kept in another form, which our exporter does not write
 */
record Constant(String name, int type, @Nullable ByteBuffer raw) {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int TYPE = 2;
    private static final int NAME = 8;
    private static final int RAW = 9;

    static Constant read(ByteBuffer message) {
        String name = "";
        int type = 0;
        ByteBuffer raw = null;
        for (Fields fields = new Fields(message); fields.next(); ) {
            switch (fields.number()) {
                case TYPE -> type = (int) fields.whole();
                case NAME -> name = fields.text();
                case RAW -> raw = fields.content();
                default -> {
                    // shape and remarks
                }
            }
        }
        return new Constant(name, type, raw);
    }

    Optional<float[]> floats() {
        if (type != FLOAT || raw == null) {
            return Optional.empty();
        }
        float[] values = new float[raw.remaining() / Float.BYTES];
        raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return Optional.of(values);
    }

    Optional<int[]> wholes() {
        if (type != INT64 || raw == null) {
            return Optional.empty();
        }
        long[] values = new long[raw.remaining() / Long.BYTES];
        raw.duplicate().order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
        int[] narrow = new int[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = Math.toIntExact(values[i]);
        }
        return Optional.of(narrow);
    }
}
