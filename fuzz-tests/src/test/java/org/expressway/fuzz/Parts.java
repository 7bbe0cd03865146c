package org.expressway.fuzz;

import java.util.Arrays;

/** Several files in one input, parted by a byte that UTF-8 never has. */
final class Parts {
    private static final byte BETWEEN = (byte) 0xff;

    private Parts() {}

    /** So many parts; what is not there is empty, and the last has all the rest. */
    static byte[][] of(byte[] bytes, int count) {
        byte[][] parts = new byte[count][];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = i == count - 1 ? bytes.length : end(bytes, from);
            parts[i] = Arrays.copyOfRange(bytes, from, to);
            from = Math.min(to + 1, bytes.length);
        }
        return parts;
    }

    private static int end(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != BETWEEN) {
            end++;
        }
        return end;
    }
}
