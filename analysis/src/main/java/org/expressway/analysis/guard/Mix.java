package org.expressway.analysis.guard;

/** What the guard says of a batch. */
public enum Mix {
    /** The classes of the batch are mixed as in the reference: what differs is technical. */
    SAME_MIX,
    /** Another mix, and it is known which: what differs beyond it is technical. */
    OTHER_MIX,
    /** Batch and biology cannot be told apart. */
    UNIDENTIFIED
}
