package org.expressway.analysis.normalize;

import java.util.List;
import org.expressway.analysis.math.Logs;

/** Library sizes: the sum of a sample's values over the genes that it has, in the panel's order. */
public final class Library {
    private Library() {}

    /** Sum of the values that are not missing. */
    public static double size(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Float.isNaN(value) ? 0 : value;
        }
        return sum;
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
