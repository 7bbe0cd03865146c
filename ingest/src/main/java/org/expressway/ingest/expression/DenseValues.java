package org.expressway.ingest.expression;

/**
 * A value for every gene of every sample.
 *
 * @param values {@code [sample][gene]}; NaN is missing. Not copied: leave as is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy would double the memory
public record DenseValues(int genes, float[][] values) implements Values {
    public DenseValues {
        for (float[] profile : values) {
            if (profile.length != genes) {
                throw new IllegalArgumentException(profile.length + " values for " + genes + " genes");
            }
        }
    }

    @Override
    public int samples() {
        return values.length;
    }

    @Override
    public void visit(int sample, Visitor visitor) {
        float[] profile = values[sample];
        for (int g = 0; g < profile.length; g++) {
            visitor.value(g, profile[g]);
        }
    }

    @Override
    public int implicitZeros(int sample) {
        return 0;
    }

    @Override
    public float[] profile(int sample) {
        return values[sample].clone();
    }
}
