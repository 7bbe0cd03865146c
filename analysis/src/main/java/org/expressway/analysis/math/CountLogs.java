package org.expressway.analysis.math;

/**
 * log2(scale x + offset) of all values of a sample, the very bits that {@link Logs#log2} gives for each.
 *
 * <p>Most of a sample's counts are small whole numbers that occur again and again, so their logarithms are taken once,
 * up to a limit of 256, 1,024 or 4,096, and looked up. A look at every some-hundredth value says what share would be found with each,
 * and the cheapest is taken: an entry costs a logarithm, and so does each value without one, which also comes as a surprise to the
 * processor. Where none pays (fractional counts, microarray intensities, few genes) each value is computed.
 */
public final class CountLogs {
    private static final int[] LIMITS = {256, 1024, 4096};
    private static final int LOOKS = 256;
    /** In logarithms: looking one up, and computing one where most are looked up. */
    private static final double FOUND = .4;

    private static final double SURPRISE = 6;
    /** The one number that leaves every other as it is, -0.0 included. */
    private static final double ADDS_NOTHING = -0.0;

    private CountLogs() {}

    /** Writes the logarithms into {@code out}; where scale x + offset is not positive, as {@link Logs#log2} says. */
    public static void log2(float[] values, double scale, double offset, double[] out) {
        log2(values, scale, offset, ADDS_NOTHING, out);
    }

    /** The same, and {@code added} to each: log2(scale x + offset) + added. */
    public static void log2(float[] values, double scale, double offset, double added, double[] out) {
        double[] known = table(limit(values), scale, offset, added);
        for (int g = 0; g < values.length; g++) {
            float value = values[g];
            int whole = (int) value;
            if (Integer.compareUnsigned(whole, known.length) < 0 && whole == value) {
                out[g] = known[whole];
            } else {
                out[g] = Logs.log2(value * scale + offset) + added;
            }
        }
    }

    private static double[] table(int limit, double scale, double offset, double added) {
        double[] logs = new double[limit];
        for (int count = 0; count < limit; count++) {
            logs[count] = Logs.log2(count * scale + offset) + added;
        }
        return logs;
    }

    private static int limit(float[] values) {
        int cheapest = 0;
        double least = values.length;
        for (int limit : LIMITS) {
            double found = shareBelow(limit, values);
            double cost = limit + values.length * (FOUND * found + SURPRISE * (1 - found));
            if (cost < least) {
                cheapest = limit;
                least = cost;
            }
        }
        return cheapest;
    }

    private static double shareBelow(int limit, float[] values) {
        int step = Math.max(1, values.length / LOOKS);
        int looks = Math.min(LOOKS, values.length);
        int found = 0;
        for (int look = 0; look < looks; look++) {
            float value = values[look * step];
            found += value >= 0 && value < limit && value == (int) value ? 1 : 0;
        }
        return looks == 0 ? 0 : found / (double) looks;
    }
}
