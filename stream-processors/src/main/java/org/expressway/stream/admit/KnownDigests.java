package org.expressway.stream.admit;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What is remembered of each sample that was ever admitted. All of it is written at every checkpoint, so it is 64 bytes in one
 * piece: Flink writes a text character by character (RATIONALE).
 *
 * @param content SHA-256 of identity, context and values, in hex
 * @param values SHA-256 of the values, in hex
 */
record KnownDigests(String content, String values) {
    private static final int DIGEST = 32;

    static KnownDigests of(byte[] bytes) {
        return new KnownDigests(
                HexFormat.of().formatHex(bytes, 0, DIGEST), HexFormat.of().formatHex(bytes, DIGEST, 2 * DIGEST));
    }

    byte[] bytes() {
        return ByteBuffer.allocate(2 * DIGEST)
                .put(HexFormat.of().parseHex(content))
                .put(HexFormat.of().parseHex(values))
                .array();
    }

    AdmissionDesk.Before before() {
        return new AdmissionDesk.Before(content, values);
    }
}
