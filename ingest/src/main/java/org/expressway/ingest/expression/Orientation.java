package org.expressway.ingest.expression;

/** Which way a plain table lies. */
public enum Orientation {
    /** Told by the ids: those of genes are known by their form. */
    AUTO,
    GENES_BY_SAMPLES,
    SAMPLES_BY_GENES
}
