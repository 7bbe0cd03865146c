package org.expressway.analysis.math;

import static org.expressway.analysis.math.LogTable.CELLS;
import static org.expressway.analysis.math.LogTable.CELL_SHIFT;
import static org.expressway.analysis.math.LogTable.ORIGIN;
import static org.expressway.analysis.math.LogTable.RECIPROCAL;
import static org.expressway.analysis.math.LogTable.ROW;
import static org.expressway.analysis.math.LogTable.ROWS;

/**
 * Logarithms that give the same bits on every machine, within 2 ulp.
 *
 * <p>{@code Math.log} may be replaced by an intrinsic that differs between processors, so a stored result could not be
 * reproduced bit for bit elsewhere. Here x = 2^k z with z in [.7068, 1.4136); the cell of z gives a centre c with known
 * logarithm (see {@link LogTable}), and with r = (z - c)/c, |r| &lt;= 2^-11, and t = r / ln 2,
 *
 * <pre>
 * ln x   = (k ln 2 + ln c) + (r - r²/2 + r³/3 - r⁴/4 + r⁵/5)
 * log2 x = (k + log2 c)    + (t - t² ln2/2 + t³ ln2²/3 - t⁴ ln2³/4 + t⁵ ln2⁴/5)
 * </pre>
 *
 * <p>z - c is exact; the dropped term is below 2^-57 of r; around 1 the centre is 1 itself, so nothing cancels there.
 * Powers of two are exact. The method is that of Tang (1990, ACM TOMS 16:378), without a fused multiply-add (a machine
 * that lacks it would take microseconds for each) and without a division. Cost: about 2.4 ns a value in a loop.
 */
public final class Logs {
    private static final double LN2 = 0.6931471805599453;
    private static final double T2 = -LN2 / 2;
    private static final double T3 = LN2 * LN2 / 3;
    private static final double T4 = -LN2 * LN2 * LN2 / 4;
    private static final double T5 = LN2 * LN2 * LN2 * LN2 / 5;

    /** ln 2 in two parts; the high one has 21 trailing zero bits, so that k times it is exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final long EXPONENT = -1L << 52;
    private static final long SMALLEST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long NORMALS = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) - SMALLEST_NORMAL;
    private static final int SUBNORMAL_SHIFT = 54;
    private static final double SUBNORMAL_SCALE = 0x1p54;

    private static final double WHOLE = 0x1.8p52;
    private static final long WHOLE_BITS = Double.doubleToRawLongBits(WHOLE);

    private Logs() {}

    /** log2 x; -Infinity at 0, NaN below 0 and at NaN, Infinity at Infinity. */
    public static double log2(double x) {
        long bits = Double.doubleToRawLongBits(x);
        if (isSpecial(bits)) {
            return isSubnormal(x) ? log2(x * SUBNORMAL_SCALE) - SUBNORMAL_SHIFT : limit(x);
        }
        long offset = bits - ORIGIN;
        int row = row(offset);
        double z = Double.longBitsToDouble(bits - (offset & EXPONENT));
        double t = (z - ROWS[row]) * ROWS[row + 1];
        double square = t * t;
        double series = t + square * ((T2 + t * T3) + square * (T4 + t * T5));
        return (number(offset >> 52) + ROWS[row + 2]) + series;
    }

    /** ln x; -Infinity at 0, NaN below 0 and at NaN, Infinity at Infinity. */
    public static double ln(double x) {
        long bits = Double.doubleToRawLongBits(x);
        if (isSpecial(bits)) {
            return isSubnormal(x) ? ln(x * SUBNORMAL_SCALE) - SUBNORMAL_SHIFT * (LN2_HIGH + LN2_LOW) : limit(x);
        }
        long offset = bits - ORIGIN;
        double exponent = number(offset >> 52);
        int row = row(offset);
        double z = Double.longBitsToDouble(bits - (offset & EXPONENT));
        double r = (z - ROWS[row]) * RECIPROCAL[row / ROW];
        double square = r * r;
        double series = r + square * ((-0.5 + r * (1.0 / 3)) + square * (-0.25 + r * 0.2));
        return (exponent * LN2_HIGH + ROWS[row + 3]) + (exponent * LN2_LOW + series);
    }

    /**
     * A whole number below 2^51 as it stands in the last bits of {@value #WHOLE}. With the processor's conversion a loop of logarithms
     * took 15 ns each instead of 4; presumably because that waits for what its register held before.
     */
    private static double number(long whole) {
        return Double.longBitsToDouble(WHOLE_BITS + whole) - WHOLE;
    }

    /** Where the cell's row begins. */
    private static int row(long offset) {
        return ((int) (offset >>> CELL_SHIFT) & (CELLS - 1)) * ROW;
    }

    /** Anything but a positive normal number: one unsigned comparison in the hot path. */
    private static boolean isSpecial(long bits) {
        return Long.compareUnsigned(bits - SMALLEST_NORMAL, NORMALS) >= 0;
    }

    private static boolean isSubnormal(double x) {
        return x > 0 && x < Double.MIN_NORMAL;
    }

    private static double limit(double x) {
        if (x == 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return x > 0 ? x : Double.NaN;
    }
}
