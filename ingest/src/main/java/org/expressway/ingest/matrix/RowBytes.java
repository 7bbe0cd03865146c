package org.expressway.ingest.matrix;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One row of a table while it is put together. Mutable and reused. */
final class RowBytes {
    private byte[] bytes = new byte[1 << 13];
    private int length;

    RowBytes ascii(char one) {
        room(1);
        bytes[length++] = (byte) one;
        return this;
    }

    @SuppressWarnings("deprecation") // the low bytes of ASCII are its bytes, without an encoder and its array
    RowBytes ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
        return this;
    }

    RowBytes utf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
        return this;
    }

    /** Writes the row and begins the next. */
    void flushTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
