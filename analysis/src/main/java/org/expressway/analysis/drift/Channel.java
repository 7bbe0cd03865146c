package org.expressway.analysis.drift;

/** What a chart watches. The order is that of every array with one entry a channel. */
public enum Channel {
    /** C1: how much of a sample lies outside the space that the reference's samples span, both ways. */
    ENERGY,
    /** C2: whether some or all genes have shifted. */
    GENES,
    /** C3: where samples lie in the latent space, and which classes they are of. */
    COMPOSITION,
    /** C5: how sure the model is. */
    CONFIDENCE;

    static final int COUNT = values().length;
}
