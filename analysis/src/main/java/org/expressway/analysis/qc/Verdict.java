package org.expressway.analysis.qc;

/** From best to worst. */
public enum Verdict {
    PASS,
    FLAG,
    FAIL
}
