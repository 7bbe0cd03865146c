package org.expressway.analysis.math;

import static org.expressway.analysis.math.LogTable.CENTRE;
import static org.expressway.analysis.math.LogTable.RECIPROCAL;

/**
 * Logarithms that give the same bits on every machine, within 2 ulp.
 *
 * <p>{@code Math.log} may be replaced by an intrinsic that differs between processors, so a stored result could not be
 * reproduced bit for bit elsewhere. Here x = 2^k z with z in [.7061, 1.4121); the cell of z gives a centre c with known
 * logarithm (see {@link LogTable}), and with r = (z - c)/c, |r| &lt;= 2^-9,
 *
 * <pre>log2 x = (k + log2 c) + (r - r²/2 + r³/3 - r⁴/4 + r⁵/5 - r⁶/6) / ln 2</pre>
 *
 * <p>z - c is exact; the dropped term is below 2^-56 of r; around 1 the centre is 1 itself, so nothing cancels there.
 * Powers of two are exact. The method is that of Tang (1990, ACM TOMS 16:378), without a fused multiply-add and without
 * a division. Cost: about 3 ns a value in a loop.
 */
public final class Logs {
    private static final double PER_LN2 = 1.4426950408889634;
    /** ln 2 in two parts; the high one has 21 trailing zero bits, so that k times it is exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;

    private static final long SMALLEST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
    private static final long NORMALS = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY) - SMALLEST_NORMAL;
    private static final int SUBNORMAL_SHIFT = 54;
    private static final double SUBNORMAL_SCALE = 0x1p54;

    private Logs() {}

    /** log2 x; -Infinity at 0, NaN below 0 and at NaN, Infinity at Infinity. */
    public static double log2(double x) {
        long bits = Double.doubleToRawLongBits(x);
        if (isSpecial(bits)) {
            return isSubnormal(x) ? log2(x * SUBNORMAL_SCALE) - SUBNORMAL_SHIFT : limit(x);
        }
        long offset = bits - LogTable.ORIGIN;
        long exponent = offset >> 52;
        int cell = cell(offset);
        double z = Double.longBitsToDouble(bits - (exponent << 52));
        double r = (z - CENTRE[cell]) * RECIPROCAL[cell];
        return (exponent + LogTable.LOG2[cell]) + log1p(r) * PER_LN2;
    }

    /** ln x; -Infinity at 0, NaN below 0 and at NaN, Infinity at Infinity. */
    public static double ln(double x) {
        long bits = Double.doubleToRawLongBits(x);
        if (isSpecial(bits)) {
            return isSubnormal(x) ? ln(x * SUBNORMAL_SCALE) - SUBNORMAL_SHIFT * (LN2_HIGH + LN2_LOW) : limit(x);
        }
        long offset = bits - LogTable.ORIGIN;
        long exponent = offset >> 52;
        int cell = cell(offset);
        double z = Double.longBitsToDouble(bits - (exponent << 52));
        double r = (z - CENTRE[cell]) * RECIPROCAL[cell];
        return (exponent * LN2_HIGH + LogTable.LN[cell]) + (exponent * LN2_LOW + log1p(r));
    }

    private static int cell(long offset) {
        return (int) (offset >>> LogTable.CELL_SHIFT) & (LogTable.CELLS - 1);
    }

    /** Taylor to r⁶, enough for |r| &lt;= 2^-9. */
    private static double log1p(double r) {
        double square = r * r;
        double upper = (-0.25 + r * 0.2) - square * (1.0 / 6);
        double lower = -0.5 + r * (1.0 / 3);
        return r + square * (lower + square * upper);
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
