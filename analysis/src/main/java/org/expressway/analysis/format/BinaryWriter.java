package org.expressway.analysis.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes big-endian fields: int and float 4 bytes, double 8 bytes (bits as they are), text = int length + UTF-8, list and array =
 * int length + elements, boolean 1 byte. {@link BinaryReader} reads them back. Mutable.
 */
public final class BinaryWriter {
    private static final int USUAL_BYTES = 256;

    private ByteBuffer out;

    /** Begins with the format's four-letter magic and its version. */
    public BinaryWriter(String magic, int version) {
        this(magic, version, USUAL_BYTES);
    }

    /** The same with room for so many bytes, which saves moving those that are written already. */
    public BinaryWriter(String magic, int version, int bytes) {
        this.out = ByteBuffer.allocate(bytes);
        raw(magic.getBytes(StandardCharsets.US_ASCII));
        integer(version);
    }

    public BinaryWriter integer(int value) {
        room(1, Integer.BYTES).putInt(value);
        return this;
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
        integer(values.length);
        room(values.length, Integer.BYTES).asIntBuffer().put(values);
        return written(values.length * Integer.BYTES);
    }

    /** Single precision, 4 bytes each, bits as they are. */
    public BinaryWriter floats(float[] values) {
        integer(values.length);
        room(values.length, Float.BYTES).asFloatBuffer().put(values);
        return written(values.length * Float.BYTES);
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
        return out.hasRemaining() ? Arrays.copyOf(out.array(), out.position()) : out.array();
    }

    private BinaryWriter numbersWithoutLength(double... values) {
        room(values.length, Double.BYTES).asDoubleBuffer().put(values);
        return written(values.length * Double.BYTES);
    }

    private BinaryWriter raw(byte[] value) {
        room(value.length, 1).put(value);
        return this;
    }

    /** The bytes so far, with room behind them for as many elements. */
    private ByteBuffer room(int elements, int elementBytes) {
        int wanted = Math.addExact(out.position(), Math.multiplyExact(elements, elementBytes));
        if (wanted > out.capacity()) {
            byte[] wider = Arrays.copyOf(out.array(), Math.max(wanted, 2 * out.capacity()));
            out = ByteBuffer.wrap(wider).position(out.position());
        }
        return out;
    }

    /** Bytes that a view has put behind the last ones. */
    private BinaryWriter written(int bytes) {
        out.position(out.position() + bytes);
        return this;
    }
}
