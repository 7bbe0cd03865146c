package org.expressway.analysis.math;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * log2 rounded to the nearest double for all but about one number in a thousand, the same bits on every machine.
 *
 * <p>{@link Logs} is within 2 ulp, which is plenty for a value, and not where equal results decide something: ranks with
 * ties, as R has them, are those of a logarithm that is rounded as well as R's. Here x = 2^(n/128) (1 + r) with |r| below
 * 2^-8,
 *
 * <pre>log2 x = n/128 + (r - r²/2 + r³/3 - ... + r^7/7) / ln 2</pre>
 *
 * <p>n/128 is exact, so one rounding is left, and the errors of the second part are about 2^-61. (Near 1, where n is 0,
 * there is no first part, and the error is up to 2 ulp as everywhere.) The powers 2^(-i/128) are held in two doubles;
 * they are made at class loading by square roots in 40 decimal digits. Cost: a few {@link Logs#log2}.
 */
public final class NearestLog2 {
    private static final int STEPS = 128;
    private static final double PER_LN2 = 1.4426950408889634;
    private static final MathContext DIGITS = new MathContext(40);

    /** 2^(-i/128) and what rounding took from it. */
    private static final double[] HIGH = new double[STEPS];

    private static final double[] LOW = new double[STEPS];

    static {
        BigDecimal step = BigDecimal.valueOf(.5);
        for (int halvings = STEPS; halvings > 1; halvings /= 2) {
            step = step.sqrt(DIGITS);
        }
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i < STEPS; i++) {
            HIGH[i] = power.doubleValue();
            LOW[i] = power.subtract(new BigDecimal(HIGH[i])).doubleValue();
            power = power.multiply(step, DIGITS);
        }
    }

    private NearestLog2() {}

    /** @param x positive and normal */
    public static double of(double x) {
        int n = (int) Math.rint(Logs.log2(x) * STEPS);
        int i = Math.floorMod(n, STEPS);
        double z = Math.scalb(x, -Math.floorDiv(n, STEPS));
        double r = Math.fma(z, HIGH[i], -1) + z * LOW[i];
        return (double) n / STEPS + log1p(r) * PER_LN2;
    }

    /** Taylor to r^7; what is left out is below 2^-59 r. */
    private static double log1p(double r) {
        double upper = 1.0 / 4 - r * (1.0 / 5 - r * (1.0 / 6 - r / 7));
        return r - r * r * (.5 - r * (1.0 / 3 - r * upper));
    }
}
