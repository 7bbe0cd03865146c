package org.expressway.scorer;

import java.util.Arrays;
import org.expressway.schemas.avro.NormalizedCells;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.IntVector;

/** The cells of a normalised block as profiles that a model takes; every bound is checked before it is used. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SparseCells(int[] offsets, int[] indices, float[] values, int[] missing, int genes) {

    /**
     * @param genes of the model
     * @throws IllegalArgumentException when the parts do not make cells
     */
    static SparseCells of(NormalizedCells block, int genes) {
        SparseCells cells = new SparseCells(
                IntVector.toArray(block.getOffsets()),
                IntVector.toArray(block.getIndices()),
                FloatVector.toArray(block.getValues()),
                IntVector.toArray(block.getMissingGenes()),
                genes);
        int n = block.getBarcodes().size();
        if (cells.offsets.length != n + 1
                || block.getQuality().size() != n
                || cells.offsets[0] != 0
                || cells.offsets[n] != cells.values.length
                || cells.indices.length != cells.values.length
                || !ascending(cells.offsets)) {
            throw new IllegalArgumentException("expected " + (n + 1) + " ascending offsets from 0 to "
                    + cells.values.length + " for " + n + " cells with a quality each, and as many indices as values");
        }
        cells.requireGenes(cells.indices);
        cells.requireGenes(cells.missing);
        return cells;
    }

    /** One value a gene: zero without an entry, NaN where missing. */
    float[] profile(int cell) {
        float[] profile = new float[genes];
        for (int gene : missing) {
            profile[gene] = Float.NaN;
        }
        for (int i = offsets[cell]; i < offsets[cell + 1]; i++) {
            profile[indices[i]] = values[i];
        }
        return profile;
    }

    private static boolean ascending(int[] offsets) {
        for (int i = 1; i < offsets.length; i++) {
            if (offsets[i] < offsets[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private void requireGenes(int[] positions) {
        int wrong = Arrays.stream(positions)
                .filter(gene -> gene < 0 || gene >= genes)
                .findFirst()
                .orElse(0);
        if (wrong != 0) {
            throw new IllegalArgumentException("gene " + wrong + ": expected 0 to before the model's " + genes);
        }
    }
}
