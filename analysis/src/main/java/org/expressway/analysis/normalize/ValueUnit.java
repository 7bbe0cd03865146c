package org.expressway.analysis.normalize;

/** What a laboratory's values are. */
public enum ValueUnit {
    /** Reads or molecules, not logged. */
    COUNTS,
    /** Anything that is on a log2 scale already. */
    LOG2,
    /** Transcripts per million, not logged. */
    TPM,
    /** Counts per million, not logged. */
    CPM,
    /** Fragments per kilobase and million, not logged. */
    FPKM;

    /** Whether values are amounts: 0 or greater, and a sum of them means something. */
    public boolean linear() {
        return this != LOG2;
    }
}
