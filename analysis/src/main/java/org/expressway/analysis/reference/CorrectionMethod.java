package org.expressway.analysis.reference;

/** How batches are brought onto this reference. */
public enum CorrectionMethod {
    /** ComBat against the reference as reference batch. */
    COMBAT,
    /** Normalised only; for cohorts where batch and biology are one. */
    NONE
}
