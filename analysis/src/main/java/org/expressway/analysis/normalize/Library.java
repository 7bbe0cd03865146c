package org.expressway.analysis.normalize;

import java.util.List;
import org.expressway.analysis.math.Logs;

/**
 * Library sizes: the sum of a sample's values over the genes that it has. Four sums side by side, so that none waits for the one
 * before; the order never changes, and counts are whole numbers, whose sum is exact in any.
 */
public final class Library {
    private Library() {}

    /** Sum of the values that are not missing. */
    public static double size(float[] values) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int g = 0;
        for (; g + 3 < values.length; g += 4) {
            first += present(values[g]);
            second += present(values[g + 1]);
            third += present(values[g + 2]);
            fourth += present(values[g + 3]);
        }
        for (; g < values.length; g++) {
            first += present(values[g]);
        }
        return (first + second) + (third + fourth);
    }

    private static double present(float value) {
        return Float.isNaN(value) ? 0 : value;
    }

    /** ln(size/unit); NaN for an empty library, which no sample can be scaled by. */
    static double logSizePer(double unit, float[] values) {
        double size = size(values);
        return size > 0 ? Logs.ln(size / unit) : Double.NaN;
    }

    /** Mean over the samples of a cohort, in its order. */
    static double meanSize(List<float[]> cohort) {
        double sum = 0;
        for (float[] sample : cohort) {
            sum += size(sample);
        }
        return sum / cohort.size();
    }
}
