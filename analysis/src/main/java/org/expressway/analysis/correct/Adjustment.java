package org.expressway.analysis.correct;

/** What ComBat takes out of a batch. */
public enum Adjustment {
    /** Location and scale. */
    MEAN_AND_VARIANCE,
    /** Location alone, as sva's {@code mean.only}: for batches whose spread is biology, or that are too small to show one. */
    MEAN_ONLY
}
