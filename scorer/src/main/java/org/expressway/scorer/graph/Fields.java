package org.expressway.scorer.graph;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Fields of one protobuf message, read one after the other; a message within is a slice, not a copy. */
final class Fields {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int LENGTH = 2;
    private static final int FOUR_BYTES = 5;
    private static final int VARINT_BYTES = 10;

    private final ByteBuffer bytes;
    private int number;
    private long whole;
    private ByteBuffer content = ByteBuffer.allocate(0);

    Fields(ByteBuffer message) {
        this.bytes = message.slice();
    }

    /**
     * Goes to the next field; false at the end.
     *
     * @throws IllegalArgumentException when the bytes are no protobuf message
     */
    boolean next() {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        number = (int) (tag >>> 3);
        switch ((int) (tag & 7)) {
            case VARINT -> whole = varint();
            case EIGHT_BYTES -> content = take(Long.BYTES);
            case LENGTH -> content = take(varint());
            case FOUR_BYTES -> content = take(Integer.BYTES);
            default -> throw new IllegalArgumentException("no protobuf message: wire type " + (tag & 7));
        }
        return true;
    }

    int number() {
        return number;
    }

    long whole() {
        return whole;
    }

    ByteBuffer content() {
        return content.duplicate();
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    private ByteBuffer take(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("a protobuf message cut short");
        }
        ByteBuffer taken = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return taken;
    }

    private long varint() {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES && bytes.hasRemaining(); i++) {
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a protobuf number cut short");
    }
}
