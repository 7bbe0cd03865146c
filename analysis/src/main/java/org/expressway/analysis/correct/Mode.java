package org.expressway.analysis.correct;

/** What is done to the samples of a batch. */
public enum Mode {
    /** ComBat against the reference, exactly sva's algorithm. */
    SVA,
    /** The posterior from study samples and bridging controls. */
    BRIDGED,
    /** ComBat about what is expected of each sample's classes: the batch has another mix of them than the reference. */
    COVARIATE,
    /** Normalised only: too few samples, or correction switched off. */
    UNCORRECTED,
    /** Normalised only: batch and biology cannot be told apart. */
    CONFOUNDED
}
