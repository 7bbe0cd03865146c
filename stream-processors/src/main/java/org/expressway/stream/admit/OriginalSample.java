package org.expressway.stream.admit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * The first sample that had its values.
 *
 * @param values their SHA-256, in hex
 * @param key site/sampleId
 */
record OriginalSample(String values, String key) {
    private static final int DIGEST = 32;

    static OriginalSample of(byte[] bytes) {
        return new OriginalSample(
                HexFormat.of().formatHex(bytes, 0, DIGEST), new String(bytes, DIGEST, bytes.length - DIGEST, UTF_8));
    }

    byte[] bytes() {
        byte[] name = key.getBytes(UTF_8);
        return ByteBuffer.allocate(DIGEST + name.length)
                .put(HexFormat.of().parseHex(values))
                .put(name)
                .array();
    }

    /** Whether another sample has the very same values. */
    boolean copiedBy(OriginalSample other) {
        return values.equals(other.values) && !key.equals(other.key);
    }
}
