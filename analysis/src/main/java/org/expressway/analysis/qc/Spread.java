package org.expressway.analysis.qc;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.expressway.analysis.math.Median;

/**
 * Where the values of a cohort lie, unmoved by a few bad ones.
 *
 * @param deviation median absolute deviation times 1.4826, the standard deviation if they were normal
 * @param exceededByTenth the smallest value that at most a tenth of them exceed
 */
record Spread(double median, double deviation, double exceededByTenth) {
    private static final double NORMAL = 1.4826;

    /** NaN values are left out; all figures are NaN where nothing is left. */
    static Spread of(DoubleStream values) {
        double[] present = values.filter(v -> !Double.isNaN(v)).toArray();
        Arrays.sort(present);
        double median = Median.of(present.clone(), present.length);
        double[] deviations =
                DoubleStream.of(present).map(v -> Math.abs(v - median)).toArray();
        int tenth = present.length / 10;
        double high = present.length == 0 ? Double.NaN : present[present.length - 1 - tenth];
        return new Spread(median, NORMAL * Median.of(deviations, deviations.length), high);
    }

    boolean known() {
        return !Double.isNaN(median);
    }
}
