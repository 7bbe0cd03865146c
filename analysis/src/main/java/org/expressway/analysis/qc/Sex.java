package org.expressway.analysis.qc;

/** The sex that a laboratory declares for the subject of a sample. */
public enum Sex {
    UNKNOWN,
    FEMALE,
    MALE
}
