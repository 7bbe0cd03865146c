package org.expressway.analysis.correct;

import org.jspecify.annotations.Nullable;

/** A sample of a batch, wherever it is kept. It is asked more than once, and must answer the same every time. */
public interface BatchSample {
    /** Unique in its batch; the order of the ids is the order of all sums. */
    String id();

    MemberRole role();

    /** Of a control; null where it names none. */
    @Nullable
    String material();

    /**
     * The person or animal that the sample is of; null where nobody says, and for a sample of a time course, which differs from the
     * subject's others by its time.
     */
    default @Nullable String subject() {
        return null;
    }

    /** Writes the normalised log2 values, in the panel's order, NaN where missing. */
    void normalized(double[] out);
}
