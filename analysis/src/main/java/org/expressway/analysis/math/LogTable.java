package org.expressway.analysis.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The table behind {@link Logs}: 1,024 cells of [.7068, 1.4136), each with its centre c and the figures of c.
 *
 * <p>Cells are equal in the bits of a double, so a cell is found by a shift. The centres are short numbers, 1 is one of
 * them. The logarithms are summed once, at class loading, in 40 decimal digits and then rounded: no constant has to be
 * believed, and no platform function is asked. From 1 outwards each is the one before plus a short series (ln a/b = 2
 * atanh((a-b)/(a+b))), which takes 10 ms for all where a series from 1 each would take ten times that.
 *
 * <p>What log2 needs of a cell stands side by side, so that it comes in one cache line.
 */
final class LogTable {
    static final int CELLS = 1024;
    /** Width of a cell in the bits of a double, as a shift. */
    static final int CELL_SHIFT = 42;
    /** Numbers of a cell in {@link #ROWS}: c, 1/(c ln 2), log2 c, ln c. */
    static final int ROW = 4;

    private static final long ONE_BITS = Double.doubleToRawLongBits(1);
    private static final int CELL_OF_ONE = 600;
    /** Lower bound of the first cell: half a cell below its centre. */
    static final long ORIGIN = ONE_BITS - ((long) CELL_OF_ONE << CELL_SHIFT) - (1L << (CELL_SHIFT - 1));

    static final double[] ROWS = new double[CELLS * ROW];
    static final double[] RECIPROCAL = new double[CELLS];

    private static final MathContext DIGITS = new MathContext(40);
    private static final BigDecimal PER_LN2 = BigDecimal.ONE.divide(ln(BigDecimal.valueOf(2)), DIGITS);

    static {
        fill(1, CELLS - CELL_OF_ONE);
        fill(-1, CELL_OF_ONE + 1);
    }

    private LogTable() {}

    /** The cells from 1 on, {@code cells} of them. */
    private static void fill(int direction, int cells) {
        BigDecimal before = BigDecimal.ONE;
        BigDecimal ln = BigDecimal.ZERO;
        for (int i = 0; i < cells; i++) {
            int cell = CELL_OF_ONE + direction * i;
            BigDecimal centre = new BigDecimal(centre(cell));
            ln = ln.add(lnOfRatio(centre, before));
            put(cell, centre, ln);
            before = centre;
        }
    }

    private static void put(int cell, BigDecimal centre, BigDecimal ln) {
        BigDecimal reciprocal = BigDecimal.ONE.divide(centre, DIGITS);
        RECIPROCAL[cell] = reciprocal.doubleValue();
        ROWS[ROW * cell] = centre.doubleValue();
        ROWS[ROW * cell + 1] = reciprocal.multiply(PER_LN2).doubleValue();
        ROWS[ROW * cell + 2] = ln.multiply(PER_LN2).doubleValue();
        ROWS[ROW * cell + 3] = ln.doubleValue();
    }

    private static double centre(int cell) {
        return Double.longBitsToDouble(ONE_BITS + ((long) (cell - CELL_OF_ONE) << CELL_SHIFT));
    }

    static BigDecimal ln(BigDecimal c) {
        return lnOfRatio(c, BigDecimal.ONE);
    }

    private static BigDecimal lnOfRatio(BigDecimal a, BigDecimal b) {
        BigDecimal s = a.subtract(b).divide(a.add(b), DIGITS);
        BigDecimal square = s.multiply(s, DIGITS);
        BigDecimal power = s;
        BigDecimal sum = s;
        for (int odd = 3; power.abs().compareTo(new BigDecimal("1e-36")) > 0; odd += 2) {
            power = power.multiply(square, DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(odd), DIGITS));
        }
        return sum.add(sum);
    }
}
