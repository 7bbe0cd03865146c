package org.expressway.ingest.expression;

import java.util.Arrays;

/**
 * Where in the file the values stand, so that a fault found after reading still has its place.
 *
 * @param rows 1-based row of each gene; empty where genes are not rows
 * @param columns 1-based column of each sample; empty where samples are not columns
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Places(int[] rows, int[] columns) {
    /** For files that have no rows and columns, such as HDF5. */
    public static final Places NONE = new Places(new int[0], new int[0]);

    /** Genes from row {@code row} on, samples from column {@code column} on. */
    public static Places from(int row, int genes, int column, int samples) {
        return new Places(counting(row, genes), counting(column, samples));
    }

    /** 1-based row of a gene, 0 where unknown. */
    public int row(int gene) {
        return gene < rows.length ? rows[gene] : 0;
    }

    /** 1-based column of a sample, 0 where unknown. */
    public int column(int sample) {
        return sample < columns.length ? columns[sample] : 0;
    }

    private static int[] counting(int first, int length) {
        int[] counted = new int[length];
        Arrays.setAll(counted, i -> first + i);
        return counted;
    }
}
