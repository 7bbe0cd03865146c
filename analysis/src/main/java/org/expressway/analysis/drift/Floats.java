package org.expressway.analysis.drift;

import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/** Single-precision arrays in the common binary form: their bits as integers. */
final class Floats {
    private Floats() {}

    static void write(BinaryWriter out, float[] values) {
        int[] bits = new int[values.length];
        for (int g = 0; g < bits.length; g++) {
            bits[g] = Float.floatToIntBits(values[g]);
        }
        out.integers(bits);
    }

    static void write(BinaryWriter out, float[][] rows) {
        out.integer(rows.length);
        for (float[] row : rows) {
            write(out, row);
        }
    }

    static float[] read(BinaryReader in) {
        int[] bits = in.integers();
        float[] values = new float[bits.length];
        for (int g = 0; g < bits.length; g++) {
            values[g] = Float.intBitsToFloat(bits[g]);
        }
        return values;
    }

    static float[][] rows(BinaryReader in) {
        float[][] rows = new float[in.length(Integer.BYTES)][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = read(in);
        }
        return rows;
    }
}
