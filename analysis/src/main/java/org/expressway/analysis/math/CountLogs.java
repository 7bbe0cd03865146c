package org.expressway.analysis.math;

/**
 * log2(scale x + offset) of all values of a sample, the very bits that {@link Logs#log2} gives for each.
 *
 * <p>Most of a sample's counts are small whole numbers that occur again and again, so their logarithms are taken once,
 * up to a limit of 256, 1,024 or 4,096, and looked up: for 20,000 counts around 2^4 25 µs instead of 50, around 2^8
 * about 40. A look at every some-hundredth value says whether at least seven in eight would be found; if not (fractional
 * counts, microarray intensities), or for a sample with too few genes to repay the table, each value is computed.
 */
public final class CountLogs {
    private static final int[] LIMITS = {256, 1024, 4096};
    /** A table pays when it has at most one entry to so many values. */
    private static final int VALUES_PER_ENTRY = 4;

    private static final int LOOKS = 128;

    private CountLogs() {}

    /** Writes the logarithms into {@code out}; where scale x + offset is not positive, as {@link Logs#log2} says. */
    public static void log2(float[] values, double scale, double offset, double[] out) {
        double[] known = table(limit(values), scale, offset);
        for (int g = 0; g < values.length; g++) {
            float value = values[g];
            int whole = (int) value;
            if (Integer.compareUnsigned(whole, known.length) < 0 && whole == value) {
                out[g] = known[whole];
            } else {
                out[g] = Logs.log2(value * scale + offset);
            }
        }
    }

    private static double[] table(int limit, double scale, double offset) {
        double[] logs = new double[limit];
        for (int count = 0; count < limit; count++) {
            logs[count] = Logs.log2(count * scale + offset);
        }
        return logs;
    }

    private static int limit(float[] values) {
        for (int limit : LIMITS) {
            if (limit * VALUES_PER_ENTRY <= values.length && mostAreBelow(limit, values)) {
                return limit;
            }
        }
        return 0;
    }

    private static boolean mostAreBelow(int limit, float[] values) {
        int step = values.length / LOOKS;
        int found = 0;
        for (int look = 0; look < LOOKS; look++) {
            float value = values[look * step];
            found += value >= 0 && value < limit && value == (int) value ? 1 : 0;
        }
        return found >= LOOKS - LOOKS / 8;
    }
}
