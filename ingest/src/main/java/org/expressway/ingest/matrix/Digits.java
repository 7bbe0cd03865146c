package org.expressway.ingest.matrix;

/**
 * How many significant digits of a number are written.
 *
 * @param count 1 to 17; 17 is as many as it takes to read back the very same double, 0 the very same float32
 */
public record Digits(int count) {
    /** What the stream carries: as many digits as it takes to read back the same float32. */
    public static final Digits FLOAT32 = new Digits(0);

    /** As many digits as it takes to read back the same double. */
    public static final Digits FLOAT64 = new Digits(17);

    public Digits {
        if (count < 0 || count > 17) {
            throw new IllegalArgumentException(count + " digits, expected 1 to 17; 17 keeps every bit of a double");
        }
    }

    boolean exactly32() {
        return count == 0;
    }

    boolean exactly64() {
        return count == 17;
    }
}
