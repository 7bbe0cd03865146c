package org.expressway.analysis.drift;

import org.expressway.analysis.format.BinaryReader;
import org.expressway.analysis.format.BinaryWriter;

/** Rows of single precision in the common binary form. */
final class FloatRows {
    private FloatRows() {}

    static void write(BinaryWriter out, float[][] rows) {
        out.integer(rows.length);
        for (float[] row : rows) {
            out.floats(row);
        }
    }

    static float[][] read(BinaryReader in) {
        float[][] rows = new float[in.length(Integer.BYTES)][];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = in.floats();
        }
        return rows;
    }
}
