package org.expressway.analysis.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The table behind {@link Logs}: 256 cells of [.7061, 1.4121), each with its centre c, 1/c, ln c and log2 c.
 *
 * <p>Cells are equal in the bits of a double, so a cell is found by a shift. The centres are short numbers, 1 is one of
 * them. The logarithms are summed once, at class loading, in 40 decimal digits (ln c = 2 atanh((c-1)/(c+1))) and then
 * rounded: no constant has to be believed, and no platform function is asked.
 */
final class LogTable {
    static final int CELLS = 256;
    /** Width of a cell in the bits of a double, as a shift. */
    static final int CELL_SHIFT = 44;

    private static final long FIRST_CENTRE = Double.doubleToRawLongBits(0.70703125);
    /** Lower bound of the first cell: half a cell below its centre. */
    static final long ORIGIN = FIRST_CENTRE - (1L << (CELL_SHIFT - 1));

    static final double[] CENTRE = new double[CELLS];
    static final double[] RECIPROCAL = new double[CELLS];
    static final double[] LN = new double[CELLS];
    static final double[] LOG2 = new double[CELLS];

    private static final MathContext DIGITS = new MathContext(40);

    static {
        BigDecimal ln2 = ln(BigDecimal.valueOf(2));
        for (int i = 0; i < CELLS; i++) {
            double centre = Double.longBitsToDouble(FIRST_CENTRE + ((long) i << CELL_SHIFT));
            BigDecimal ln = ln(new BigDecimal(centre));
            CENTRE[i] = centre;
            RECIPROCAL[i] = 1 / centre;
            LN[i] = ln.doubleValue();
            LOG2[i] = ln.divide(ln2, DIGITS).doubleValue();
        }
    }

    private LogTable() {}

    static BigDecimal ln(BigDecimal c) {
        BigDecimal s = c.subtract(BigDecimal.ONE).divide(c.add(BigDecimal.ONE), DIGITS);
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
