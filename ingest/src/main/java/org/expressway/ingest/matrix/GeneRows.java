package org.expressway.ingest.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows of genes into profiles of samples. The number of genes is known only at the end of the file, so every
 * profile grows by halves; they grow one after the other, and the table is in memory once. Mutable.
 */
final class GeneRows {
    /** Few, as there may be many samples. */
    private static final int FIRST_CAPACITY = 16;

    private final List<String> genes = new ArrayList<>();
    private final Map<String, Integer> rowOf = new HashMap<>();
    private final Profiles profiles;
    private final boolean repeats;
    private int capacity;
    private long missing;

    /** @param repeats whether a gene may stand in several rows */
    GeneRows(Profiles profiles, boolean repeats) {
        this.profiles = profiles;
        this.repeats = repeats;
    }

    /** The row in which the gene stood before, or null where it may be added; from now on it stands in {@code row}. */
    @Nullable
    Integer claim(String gene, int row) {
        return repeats ? null : rowOf.putIfAbsent(gene, row);
    }

    /** Adds a row; {@code values} holds one number a sample, NaN where missing. */
    void add(String gene, double[] values) {
        int g = genes.size();
        genes.add(gene);
        if (g == capacity) {
            resize(Math.max(FIRST_CAPACITY, g + g / 2));
        }
        profiles.set(g, values);
        for (double value : values) {
            missing += Double.isNaN(value) ? 1 : 0;
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

    /** Cuts the profiles to the genes there are. Call once, last. */
    void finish() {
        resize(genes.size());
    }

    private void resize(int genesOfRoom) {
        capacity = genesOfRoom;
        profiles.resize(genesOfRoom);
    }
}
