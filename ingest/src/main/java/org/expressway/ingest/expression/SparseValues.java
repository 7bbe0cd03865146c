package org.expressway.ingest.expression;

/**
 * The values of single cells, most of them zero: of sample {@code s} the entries {@code starts[s]} to
 * {@code starts[s + 1]}. 8 bytes a stored value.
 *
 * @param starts one more than samples, ascending from 0
 * @param gene index of each stored value's gene
 * @param values the stored values; arrays are not copied: leave as is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would double the memory
public record SparseValues(int genes, int[] starts, int[] gene, float[] values) implements Values {
    public SparseValues {
        if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] > gene.length) {
            throw new IllegalArgumentException("starts that do not span the entries");
        }
    }

    @Override
    public int samples() {
        return starts.length - 1;
    }

    @Override
    public void visit(int sample, Visitor visitor) {
        for (int i = starts[sample]; i < starts[sample + 1]; i++) {
            visitor.value(gene[i], values[i]);
        }
    }

    @Override
    public int implicitZeros(int sample) {
        return genes - (starts[sample + 1] - starts[sample]);
    }

    @Override
    public float[] profile(int sample) {
        float[] profile = new float[genes];
        visit(sample, (g, value) -> profile[g] = value);
        return profile;
    }
}
