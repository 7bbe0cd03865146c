package org.expressway.ingest.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers rows whose number is known only at the end of the file. Mutable. */
final class GrowingRows {
    /** Few, as there may be many columns. */
    private static final int FIRST_CAPACITY = 16;

    private final List<String> ids = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> lineOf = new HashMap<>();
    private final Map<String, float[]> aside = new LinkedHashMap<>();
    private final float[][] columns;
    private int[] lines = new int[FIRST_CAPACITY];

    GrowingRows(int columns) {
        this.columns = new float[columns][FIRST_CAPACITY];
    }

    /** The line in which the id stood before, or null; from now on it stands in {@code line}. */
    @Nullable
    Integer claim(String id, int line) {
        return lineOf.putIfAbsent(id, line);
    }

    void add(String id, @Nullable String name, int line, float[] values) {
        int row = ids.size();
        if (row == lines.length) {
            resize(row + row / 2);
        }
        ids.add(id);
        if (name != null) {
            names.add(name);
        }
        lines[row] = line;
        for (int c = 0; c < columns.length; c++) {
            columns[c][row] = values[c];
        }
    }

    void putAside(String id, float[] values) {
        aside.put(id, values.clone());
    }

    int size() {
        return ids.size();
    }

    /** The rows there are. Call once, last. */
    Rows finish(String sha256) {
        resize(ids.size());
        return new Rows(ids, names, columns, lines, aside, sha256);
    }

    private void resize(int rows) {
        lines = Arrays.copyOf(lines, rows);
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(columns[c], rows);
        }
    }
}
