package org.expressway.analysis.normalize;

import java.util.List;
import org.expressway.analysis.math.OrderStatistic;

/**
 * edgeR's choice of the column that all others are compared with: the sample whose upper quartile of counts over library
 * size is closest to the mean of these figures; the first of equals. Genes that are zero in all samples are left out.
 * Where the median of the figures is (nearly) zero, as with very sparse counts, the sample with the greatest sum of
 * square roots. Missing values take no part.
 */
final class TmmReference {
    private static final double UPPER_QUARTILE = .75;
    private static final double NOTHING = 1e-20;

    private TmmReference() {}

    /** Index of the chosen sample. */
    static int choose(List<float[]> cohort) {
        boolean[] expressed = expressed(cohort);
        double[] quartiles = cohort.stream()
                .mapToDouble(sample -> quartile(sample, expressed))
                .toArray();
        if (OrderStatistic.quantile(quartiles.clone(), quartiles.length, .5) < NOTHING) {
            return greatest(cohort.stream().mapToDouble(TmmReference::roots).toArray());
        }
        double mean = mean(quartiles);
        double[] closeness = new double[quartiles.length];
        for (int i = 0; i < quartiles.length; i++) {
            closeness[i] = -Math.abs(quartiles[i] - mean);
        }
        return greatest(closeness);
    }

    private static boolean[] expressed(List<float[]> cohort) {
        boolean[] expressed = new boolean[cohort.get(0).length];
        for (float[] sample : cohort) {
            for (int g = 0; g < expressed.length; g++) {
                expressed[g] |= sample[g] > 0;
            }
        }
        return expressed;
    }

    private static double quartile(float[] sample, boolean[] expressed) {
        double[] there = new double[sample.length];
        int n = 0;
        for (int g = 0; g < sample.length; g++) {
            if (expressed[g] && !Float.isNaN(sample[g])) {
                there[n++] = sample[g];
            }
        }
        return n == 0 ? 0 : OrderStatistic.quantile(there, n, UPPER_QUARTILE) / Library.size(sample);
    }

    private static double roots(float[] sample) {
        double sum = 0;
        for (float value : sample) {
            sum += Float.isNaN(value) ? 0 : Math.sqrt(value);
        }
        return sum;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static int greatest(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
