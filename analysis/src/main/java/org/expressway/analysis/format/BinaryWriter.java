package org.expressway.analysis.format;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes big-endian fields: int 4 bytes, double 8 bytes (bits as they are), text = int length + UTF-8, list and array =
 * int length + elements, boolean 1 byte. {@link BinaryReader} reads them back. Mutable.
 */
public final class BinaryWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** Begins with the format's four-letter magic and its version. */
    public BinaryWriter(String magic, int version) {
        raw(magic.getBytes(StandardCharsets.US_ASCII));
        integer(version);
    }

    public BinaryWriter integer(int value) {
        return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    public BinaryWriter number(double value) {
        return numbersWithoutLength(value);
    }

    public BinaryWriter text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return integer(utf8.length).raw(utf8);
    }

    public BinaryWriter texts(List<String> values) {
        integer(values.size());
        values.forEach(this::text);
        return this;
    }

    public BinaryWriter integers(int[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Integer.BYTES);
        buffer.asIntBuffer().put(values);
        return integer(values.length).raw(buffer.array());
    }

    public BinaryWriter numbers(double[] values) {
        return integer(values.length).numbersWithoutLength(values);
    }

    public BinaryWriter booleans(boolean[] values) {
        byte[] flags = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            flags[i] = (byte) (values[i] ? 1 : 0);
        }
        return integer(values.length).raw(flags);
    }

    public byte[] toBytes() {
        return bytes.toByteArray();
    }

    private BinaryWriter numbersWithoutLength(double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Double.BYTES);
        buffer.asDoubleBuffer().put(values);
        return raw(buffer.array());
    }

    private BinaryWriter raw(byte[] value) {
        try {
            out.write(value);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
