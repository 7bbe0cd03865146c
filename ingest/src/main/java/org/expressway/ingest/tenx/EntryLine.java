package org.expressway.ingest.tenx;

import org.expressway.ingest.matrix.NumberCell;
import org.expressway.ingest.table.Lines;
import org.jspecify.annotations.Nullable;

/** One entry: row, column and value, separated by white space. */
record EntryLine(long row, long column, float value) {
    private static final long TOO_LARGE = 1L << 40;

    /** The current line's entry; null where it is none. */
    static @Nullable EntryLine parse(Lines line) {
        byte[] bytes = line.bytes();
        int[] at = {line.start()};
        long row = index(bytes, at, line.end());
        long column = index(bytes, at, line.end());
        int from = skipSpace(bytes, at[0], line.end());
        NumberCell number = NumberCell.float32();
        boolean good = row >= 0
                && column >= 0
                && from < line.end()
                && number.read(bytes, from, line.end())
                && Float.isFinite((float) number.value());
        return good ? new EntryLine(row, column, (float) number.value()) : null;
    }

    /** The whole number from {@code at[0]} on, which moves behind it; -1 where there is none. */
    private static long index(byte[] bytes, int[] at, int end) {
        int i = skipSpace(bytes, at[0], end);
        int start = i;
        long index = 0;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
            index = Math.min(TOO_LARGE, index * 10 + (bytes[i++] - '0'));
        }
        at[0] = i;
        return i == start ? -1 : index;
    }

    private static int skipSpace(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }
}
