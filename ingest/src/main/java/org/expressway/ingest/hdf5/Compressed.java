package org.expressway.ingest.hdf5;

import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.expression.SparseValues;

/**
 * A sparse matrix compressed along one axis (Yale format): of line {@code i} the entries {@code starts[i]} to
 * {@code starts[i + 1]}, each with its place on the other axis. Checked to be one before use: a file's indices are claims.
 *
 * @param across how long the other axis is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Compressed(int[] starts, int[] indices, float[] values, int across) {

    /** Reads the data sets {@code data}, {@code indices} and {@code indptr} of a group. */
    static Compressed read(HdfTree tree, String group, int lines, int across) throws BadInput {
        Columns columns = new Columns(tree);
        int[] starts = columns.ints(group + "/indptr");
        int[] indices = columns.ints(group + "/indices");
        float[] values = columns.floats(group + "/data");
        Compressed matrix = new Compressed(starts, indices, values, across);
        String objection = matrix.objection(lines);
        if (!objection.isEmpty()) {
            throw tree.fault(
                    "/" + group + ": " + objection,
                    "indptr, indices and data that make a matrix of " + lines + " x " + across,
                    "the file is damaged or its shape was edited: write it again");
        }
        return matrix;
    }

    /** The matrix where its lines are samples. */
    SparseValues byLine() {
        return new SparseValues(across, starts, indices, values);
    }

    /** The matrix where its lines are genes: turned by counting, in linear time. */
    SparseValues turned() {
        int[] begin = new int[across + 1];
        for (int index : indices) {
            begin[index + 1]++;
        }
        for (int i = 0; i < across; i++) {
            begin[i + 1] += begin[i];
        }
        int[] next = Arrays.copyOf(begin, across);
        int[] line = new int[indices.length];
        float[] turned = new float[indices.length];
        for (int i = 0; i + 1 < starts.length; i++) {
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                int place = next[indices[e]]++;
                line[place] = i;
                turned[place] = values[e];
            }
        }
        return new SparseValues(starts.length - 1, begin, line, turned);
    }

    private String objection(int lines) {
        if (starts.length != lines + 1) {
            return starts.length + " starts (indptr) for " + lines + " lines";
        }
        if (indices.length != values.length || starts[0] != 0 || starts[lines] != values.length) {
            return values.length + " values, " + indices.length + " indices, indptr from " + starts[0] + " to "
                    + starts[lines];
        }
        int[] seen = new int[across];
        for (int i = 0; i < lines; i++) {
            if (starts[i] > starts[i + 1]) {
                return "indptr goes down at " + i;
            }
            for (int e = starts[i]; e < starts[i + 1]; e++) {
                if (indices[e] < 0 || indices[e] >= across) {
                    return "index " + indices[e] + " at place " + e;
                }
                if (seen[indices[e]] == i + 1) {
                    return "index " + indices[e] + " twice in line " + i;
                }
                seen[indices[e]] = i + 1;
            }
        }
        return "";
    }
}
