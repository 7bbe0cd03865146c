package org.expressway.ingest.expression;

/** Which strand the reads of a library come from. */
public enum Strandedness {
    /** Inferred from the counts of both strands. */
    AUTO,
    UNSTRANDED,
    FORWARD,
    REVERSE
}
