package org.expressway.analysis.explain;

/** A line that is not what its file is said to be; the message says which, what was seen and what was expected. */
public final class UnreadableLine extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnreadableLine(int line, String seen, String expected) {
        super("line " + line + ": seen " + seen + "; expected " + expected);
    }
}
