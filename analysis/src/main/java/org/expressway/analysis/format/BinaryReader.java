package org.expressway.analysis.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link BinaryWriter} wrote, and believes nothing: every length is checked against the bytes that are left
 * before anything is allocated, and {@link #end} refuses trailing bytes. Faults are IllegalArgumentException with the
 * name of the thing, the place in bytes and what was expected. Mutable.
 */
public final class BinaryReader {
    private final String what;
    private final ByteBuffer in;

    /** @param what name of the thing in messages, such as "reference profile" */
    public BinaryReader(String what, byte[] bytes, String magic, int version) {
        this.what = what;
        this.in = ByteBuffer.wrap(bytes);
        requireMagic(magic);
        int seen = integer();
        if (seen != version) {
            throw fault("version " + seen + ", expected " + version + "; it was written by another release");
        }
    }

    public int integer() {
        require(Integer.BYTES, 1);
        return in.getInt();
    }

    /** An integer that must be one of 0 to {@code limit} - 1: the number of an alternative. */
    public int choice(int limit) {
        int seen = integer();
        if (seen < 0 || seen >= limit) {
            throw fault("choice " + seen + ", expected 0 to " + (limit - 1));
        }
        return seen;
    }

    public double number() {
        require(Double.BYTES, 1);
        return in.getDouble();
    }

    public String text() {
        byte[] utf8 = new byte[length(1)];
        in.get(utf8);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw fault("text that is not UTF-8");
        }
    }

    public List<String> texts() {
        int length = length(Integer.BYTES);
        List<String> texts = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            texts.add(text());
        }
        return List.copyOf(texts);
    }

    public int[] integers() {
        int[] values = new int[length(Integer.BYTES)];
        in.asIntBuffer().get(values);
        skip(values.length * Integer.BYTES);
        return values;
    }

    public float[] floats() {
        float[] values = new float[length(Float.BYTES)];
        in.asFloatBuffer().get(values);
        skip(values.length * Float.BYTES);
        return values;
    }

    public double[] numbers() {
        double[] values = new double[length(Double.BYTES)];
        in.asDoubleBuffer().get(values);
        skip(values.length * Double.BYTES);
        return values;
    }

    public boolean[] booleans() {
        boolean[] values = new boolean[length(1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bit();
        }
        return values;
    }

    /** Number of elements that follow, each of at least {@code elementBytes} bytes. */
    public int length(int elementBytes) {
        int length = integer();
        require(elementBytes, length);
        return length;
    }

    /** Everything must have been read. */
    public void end() {
        if (in.hasRemaining()) {
            throw fault(in.remaining() + " bytes behind the end, expected none");
        }
    }

    private boolean bit() {
        byte seen = in.get();
        if (seen != 0 && seen != 1) {
            throw fault("boolean " + seen + ", expected 0 or 1");
        }
        return seen == 1;
    }

    private void requireMagic(String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
        if (in.remaining() < expected.length || !ByteBuffer.wrap(expected).equals(in.slice(0, expected.length))) {
            throw fault("other bytes than its magic " + magic + "; the file is no " + what);
        }
        skip(expected.length);
    }

    private void require(int elementBytes, int elements) {
        if (elements < 0 || (long) elements * elementBytes > in.remaining()) {
            throw fault("room for " + in.remaining() + " bytes, expected " + elements + " x " + elementBytes
                    + "; the file is cut short or damaged, fetch it again");
        }
    }

    private void skip(int count) {
        in.position(in.position() + count);
    }

    private IllegalArgumentException fault(String seen) {
        return new IllegalArgumentException("not a valid " + what + ": at byte " + in.position() + " seen " + seen);
    }
}
