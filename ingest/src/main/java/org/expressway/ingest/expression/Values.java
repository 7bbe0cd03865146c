package org.expressway.ingest.expression;

/** The numbers of a table, by sample. float32, as the stream carries them. */
public sealed interface Values permits DenseValues, SparseValues {
    /** Told of a value; NaN is missing. */
    interface Visitor {
        void value(int gene, float value);
    }

    int samples();

    int genes();

    /** Goes through the stored values of a sample; where sparse, all others are zero. */
    void visit(int sample, Visitor visitor);

    /** How many values of a sample are not stored and zero. */
    int implicitZeros(int sample);

    /** One value a gene, newly made. */
    float[] profile(int sample);
}
