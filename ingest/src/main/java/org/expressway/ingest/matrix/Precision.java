package org.expressway.ingest.matrix;

/** How finely a matrix is read, and what its numbers are kept in. */
enum Precision {
    /** What the stream carries. */
    FLOAT32(Float.BYTES, "a number that float32 can hold (below 3.4e38)"),
    /** For values that somebody has computed already. */
    FLOAT64(Double.BYTES, "a number that a double can hold (below 1.8e308)");

    /** Bytes of a value in memory. */
    final int bytes;

    /** What is expected of a number, in a sentence. */
    final String range;

    Precision(int bytes, String range) {
        this.bytes = bytes;
        this.range = range;
    }

    double parse(String decimal) {
        return this == FLOAT32 ? Float.parseFloat(decimal) : Double.parseDouble(decimal);
    }
}
