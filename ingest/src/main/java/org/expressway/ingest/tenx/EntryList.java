package org.expressway.ingest.tenx;

import java.util.Arrays;
import org.expressway.ingest.expression.SparseValues;

/**
 * Entries of a sparse matrix in the order of the file, grown as they come: a header's number of entries is a claim, and
 * no room is made for a claim. Grouped by sample at the end by counting, in linear time. Mutable.
 */
final class EntryList {
    private int[] gene = new int[1 << 14];
    private int[] sample = new int[1 << 14];
    private float[] value = new float[1 << 14];
    private int size;

    void add(int ofGene, int ofSample, float entry) {
        if (size == gene.length) {
            int room = (int) Math.min(Integer.MAX_VALUE - 8L, size * 3L / 2);
            gene = Arrays.copyOf(gene, room);
            sample = Arrays.copyOf(sample, room);
            value = Arrays.copyOf(value, room);
        }
        gene[size] = ofGene;
        sample[size] = ofSample;
        value[size++] = entry;
    }

    int size() {
        return size;
    }

    /** The entries by sample, within a sample in the file's order. */
    SparseValues bySample(int genes, int samples) {
        int[] starts = new int[samples + 1];
        for (int i = 0; i < size; i++) {
            starts[sample[i] + 1]++;
        }
        for (int s = 0; s < samples; s++) {
            starts[s + 1] += starts[s];
        }
        int[] next = Arrays.copyOf(starts, samples);
        int[] sortedGene = new int[size];
        float[] sortedValue = new float[size];
        for (int i = 0; i < size; i++) {
            int place = next[sample[i]]++;
            sortedGene[place] = gene[i];
            sortedValue[place] = value[i];
        }
        return new SparseValues(genes, starts, sortedGene, sortedValue);
    }
}
