package org.expressway.ingest.matrix;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers as text: exactly, or rounded to some significant digits as C's {@code %.Ng} without trailing zeros.
 *
 * <p>For up to 15 digits the number is brought to N digits before the point by one multiplication or division with an
 * exact power of ten, which is off by at most half an ulp; where the fraction that is then rounded away lies so close to
 * a half that this could decide, and for other powers, the exact decimal expansion decides. So every result is the
 * correctly rounded one. About 30 ns a number, 100 where it is to be read back exactly. Mutable and reused.
 */
final class NumberFormat {
    private static final double[] POWERS_OF_TEN = new double[23];
    private static final long[] TENS = new long[19];
    private static final double LOG10_OF_2 = 0.30102999566398120;
    private static final int LOWEST_PLAIN_EXPONENT = -4;
    private static final int FAST_DIGITS = 15;

    static {
        long power = 1;
        for (int i = 0; i < POWERS_OF_TEN.length; i++) {
            POWERS_OF_TEN[i] = i < TENS.length ? power : POWERS_OF_TEN[i - 1] * 10;
            if (i < TENS.length) {
                TENS[i] = power;
                power = i + 1 < TENS.length ? power * 10 : power;
            }
        }
    }

    private final Digits digits;
    private final int count;
    private final byte[] reversed = new byte[20];
    private long mantissa;
    private int exponent;

    NumberFormat(Digits digits) {
        this.digits = digits;
        this.count = digits.count();
    }

    /** Appends a number, NA where it is NaN. */
    void append(double value, RowBytes out) {
        if (Double.isNaN(value)) {
            out.ascii("NA");
        } else if (Double.isInfinite(value)) {
            out.ascii(value > 0 ? "Inf" : "-Inf");
        } else if (digits.exactly32()) {
            shortest(Float.toString((float) value), out);
        } else if (digits.exactly64()) {
            shortest(Double.toString(value), out);
        } else {
            rounded(value, out);
        }
    }

    /** The JDK's text without the fraction of a whole number. */
    private static void shortest(String text, RowBytes out) {
        int point = text.indexOf(".0");
        boolean whole = point >= 0 && (point + 2 == text.length() || text.charAt(point + 2) == 'E');
        out.ascii(whole ? text.substring(0, point) + text.substring(point + 2) : text);
    }

    private void rounded(double value, RowBytes out) {
        if (value < 0 || 1 / value < 0) {
            out.ascii('-');
        }
        double magnitude = Math.abs(value);
        if (magnitude == 0) {
            out.ascii('0');
            return;
        }
        if (count > FAST_DIGITS || !fast(magnitude)) {
            exact(magnitude);
        }
        layOut(out);
    }

    /** Sets mantissa and exponent; false where only the exact expansion can tell. */
    private boolean fast(double magnitude) {
        exponent = (int) Math.floor((Math.getExponent(magnitude)) * LOG10_OF_2);
        double scaled = scaled(magnitude);
        if (scaled >= TENS[count]) {
            exponent++;
            scaled = scaled(magnitude);
        }
        if (!(scaled >= TENS[count - 1] && scaled < TENS[count])) {
            return false;
        }
        mantissa = (long) scaled;
        double fraction = scaled - mantissa;
        if (Math.abs(fraction - .5) <= Math.ulp(scaled)) {
            return false;
        }
        mantissa += fraction > .5 ? 1 : 0;
        carry();
        return true;
    }

    private double scaled(double magnitude) {
        int power = count - 1 - exponent;
        if (Math.abs(power) >= POWERS_OF_TEN.length) {
            return Double.NaN;
        }
        return power >= 0 ? magnitude * POWERS_OF_TEN[power] : magnitude / POWERS_OF_TEN[-power];
    }

    private void exact(double magnitude) {
        BigDecimal decimal = new BigDecimal(magnitude).round(new MathContext(count, RoundingMode.HALF_EVEN));
        BigDecimal plain = decimal.setScale(decimal.scale() + count - decimal.precision(), RoundingMode.UNNECESSARY);
        mantissa = plain.unscaledValue().longValueExact();
        exponent = count - 1 - plain.scale();
    }

    private void carry() {
        if (mantissa == TENS[count]) {
            mantissa = TENS[count - 1];
            exponent++;
        }
    }

    private void layOut(RowBytes out) {
        int length = count;
        while (mantissa % 10 == 0) {
            mantissa /= 10;
            length--;
        }
        for (int i = 0; i < length; i++) {
            reversed[i] = (byte) ('0' + mantissa % 10);
            mantissa /= 10;
        }
        if (exponent < LOWEST_PLAIN_EXPONENT || exponent >= count) {
            digits(length, 0, out);
            out.ascii('e').ascii(exponent < 0 ? '-' : '+').ascii(Math.abs(exponent) < 10 ? "0" : "");
            out.ascii(Integer.toString(Math.abs(exponent)));
        } else {
            digits(length, exponent, out);
        }
    }

    /** The digits with the point behind the one of 10^0, where the first one is of 10^{@code power}. */
    private void digits(int length, int power, RowBytes out) {
        if (power < 0) {
            out.ascii("0.");
            for (int zero = -1; zero > power; zero--) {
                out.ascii('0');
            }
        }
        for (int i = 0; i < Math.max(length, power + 1); i++) {
            if (i > 0 && i == power + 1) {
                out.ascii('.');
            }
            out.ascii(i < length ? (char) reversed[length - 1 - i] : '0');
        }
    }
}
