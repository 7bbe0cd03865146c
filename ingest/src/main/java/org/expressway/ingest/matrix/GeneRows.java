package org.expressway.ingest.matrix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows of genes into profiles of samples. The number of genes is known only at the end of the file, so every
 * profile grows by halves; they grow one after the other, and the table is in memory once. Mutable.
 */
final class GeneRows {
    private static final int FIRST_CAPACITY = 1024;

    private final List<String> genes = new ArrayList<>();
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final float[][] profiles;
    private long missing;

    GeneRows(int samples) {
        profiles = new float[samples][FIRST_CAPACITY];
    }

    /** The row in which the gene stood before, or null; from now on it stands in {@code row}. */
    @Nullable
    Integer claim(String gene, int row) {
        return rowOf.putIfAbsent(gene, row);
    }

    /** Adds a row; {@code values} holds one number a sample, NaN where missing. */
    void add(String gene, float[] values) {
        int g = genes.size();
        genes.add(gene);
        if (profiles.length > 0 && g == profiles[0].length) {
            resize(g + g / 2);
        }
        for (int s = 0; s < profiles.length; s++) {
            profiles[s][g] = values[s];
            missing += Float.isNaN(values[s]) ? 1 : 0;
        }
    }

    int size() {
        return genes.size();
    }

    List<String> genes() {
        return genes;
    }

    long missing() {
        return missing;
    }

    /** The profiles, {@code [sample][gene]}, cut to the genes there are. Call once, last. */
    float[][] profiles() {
        resize(genes.size());
        return profiles;
    }

    private void resize(int capacity) {
        for (int s = 0; s < profiles.length; s++) {
            profiles[s] = Arrays.copyOf(profiles[s], capacity);
        }
    }
}
