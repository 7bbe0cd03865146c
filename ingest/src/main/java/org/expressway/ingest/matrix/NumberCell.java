package org.expressway.ingest.matrix;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads a cell's number in one {@link Precision}, correctly rounded, without making a string of it.
 *
 * <p>A decimal of at most 15 digits and a power of ten up to 22 are both exact doubles, so one multiplication or
 * division gives the correctly rounded double (Clinger 1990, the fast path of every strtod). Rounding that to float is
 * the correctly rounded float unless the double lies exactly between two floats, where the digits that it lost decide;
 * that case, about one in 5e8, and longer numbers go to the JDK. About 10 ns a cell. Mutable and reused.
 */
public final class NumberCell {
    private static final double[] POWERS_OF_TEN = new double[23];
    private static final int EXACT_DIGITS = 15;
    private static final long BELOW_FLOAT = 0x1fff_ffffL;
    private static final long HALF_WAY = 0x1000_0000L;

    static {
        long power = 1;
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = i < 19 ? power : POWERS_OF_TEN[i - 1] * 10;
            power = i < 18 ? power * 10 : power;
        }
    }

    private final Precision precision;
    private byte[] bytes = {};
    private int position;
    private int end;
    private long mantissa;
    private int digits;
    private int scale;
    private double value;

    NumberCell(Precision precision) {
        this.precision = precision;
    }

    /** Reads numbers in the precision that the stream carries. */
    public static NumberCell float32() {
        return new NumberCell(Precision.FLOAT32);
    }

    /**
     * Reads the cell {@code [start, end)}; false where it is neither a number nor missing. Decimal point, optional sign
     * and exponent; empty, NA, NaN and null in any case are missing.
     */
    public boolean read(byte[] cell, int from, int to) {
        bytes = cell;
        position = from;
        end = to;
        trim();
        int first = position;
        if (first == end) {
            value = Double.NaN;
            return true;
        }
        boolean negative = sign();
        if (!(mantissa() && exponent() && position == end)) {
            value = Double.NaN;
            return isMissing(first);
        }
        value = exact() ? rounded(negative, first) : text(first);
        return true;
    }

    /** The number read last; NaN where it was missing, infinite where it is beyond the precision's range. */
    public double value() {
        return value;
    }

    private void trim() {
        while (position < end && bytes[position] == ' ') {
            position++;
        }
        while (end > position && bytes[end - 1] == ' ') {
            end--;
        }
    }

    private boolean sign() {
        boolean negative = bytes[position] == '-';
        position += negative || bytes[position] == '+' ? 1 : 0;
        return negative;
    }

    private boolean mantissa() {
        int start = position;
        mantissa = 0;
        digits = 0;
        takeDigits();
        int seen = position - start;
        scale = 0;
        if (position < end && bytes[position] == '.') {
            int point = ++position;
            takeDigits();
            scale = point - position;
            seen -= scale;
        }
        return seen > 0;
    }

    private void takeDigits() {
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            if (digits < EXACT_DIGITS) {
                mantissa = mantissa * 10 + (bytes[position] - '0');
            }
            digits += mantissa == 0 ? 0 : 1;
            position++;
        }
    }

    /** True also where there is none; false where an e stands without digits. */
    private boolean exponent() {
        if (position == end || (bytes[position] | 0x20) != 'e') {
            return true;
        }
        position++;
        if (position == end) {
            return false;
        }
        boolean negative = sign();
        int start = position;
        int exponent = 0;
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            exponent = Math.min(99_999, exponent * 10 + (bytes[position++] - '0'));
        }
        scale += negative ? -exponent : exponent;
        return position > start;
    }

    private boolean exact() {
        return digits <= EXACT_DIGITS && Math.abs(scale) < POWERS_OF_TEN.length;
    }

    private double rounded(boolean negative, int first) {
        double magnitude = scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale];
        double number = negative ? -magnitude : magnitude;
        if (precision == Precision.FLOAT64) {
            return number;
        }
        boolean halfWay = (Double.doubleToRawLongBits(magnitude) & BELOW_FLOAT) == HALF_WAY;
        return halfWay ? text(first) : (float) number;
    }

    private double text(int first) {
        return precision.parse(word(first));
    }

    private boolean isMissing(int first) {
        return switch (word(first).toLowerCase(Locale.ROOT)) {
            case "na", "nan", "null" -> true;
            default -> false;
        };
    }

    private String word(int first) {
        return new String(bytes, first, end - first, StandardCharsets.UTF_8);
    }
}
