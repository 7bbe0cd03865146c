package org.expressway.analysis.calibrate;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Least ambiguous prediction sets with a stated coverage (Sadinle, Lei and Wasserman 2019, JASA 114:223), by split conformal
 * prediction (Vovk et al. 2005).
 *
 * <pre>
 *   strangeness of a calibration sample   e_i = 1 − p_i[y_i]
 *   threshold of n of them                t = the ceil((n + 1)(1 − α))-th smallest e        (all classes: ∞, where it is above n)
 *   set of a sample                       { k : 1 − p_k ≤ t_k }
 * </pre>
 *
 * <p>Exchangeable samples are covered with probability 1 − α to 1 − α + 1/(n + 1). A class with at least ceil(1/α) − 1
 * calibration samples, the least for which the threshold is finite, has a threshold of its own and with it its own
 * coverage; a smaller class takes that of all samples together. Sets are deterministic: adaptive sets without
 * randomisation are several times larger for the same coverage. An empty set is no answer: it gives the top call, as
 * {@link PredictionSet#atypical}. One sample only ever changes a threshold by one rank, so no bound on p is needed.
 *
 * @param alpha share of samples that may lie outside their set, between 0 and 1
 * @param thresholds per class, the largest strangeness that is still inside
 * @param ownThreshold per class, whether its own samples set it
 * @param samples calibration samples
 */
public record LeastAmbiguousSets(double alpha, double[] thresholds, boolean[] ownThreshold, int samples) {
    public LeastAmbiguousSets {
        requireAlpha(alpha);
        if (thresholds.length != ownThreshold.length
                || DoubleStream.of(thresholds).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("thresholds " + Arrays.toString(thresholds) + " for "
                    + ownThreshold.length + " classes, expected a number for each");
        }
    }

    /**
     * Learns the thresholds.
     *
     * @param p calibration samples × classes, as they will be when sets are made (scaled, where they are scaled)
     * @param y per sample its class index
     * @param classes number of classes, of which some may have no sample
     */
    public static LeastAmbiguousSets of(double[][] p, int[] y, int classes, double alpha) {
        requireAlpha(alpha);
        double marginal = threshold(strangeness(p, y, -1), alpha);
        double[] thresholds = new double[classes];
        boolean[] own = new boolean[classes];
        for (int c = 0; c < classes; c++) {
            double[] ofClass = strangeness(p, y, c);
            own[c] = ofClass.length >= fewest(alpha);
            thresholds[c] = own[c] ? threshold(ofClass, alpha) : marginal;
        }
        return new LeastAmbiguousSets(alpha, thresholds, own, y.length);
    }

    /** Calibration samples that a class needs for a threshold of its own: 19 for α = .05. */
    public static int fewest(double alpha) {
        return (int) Math.ceil(1 / alpha - 1e-9) - 1;
    }

    /** The classes that are likely enough for a sample with these probabilities. */
    public PredictionSet set(double[] p) {
        int[] inside = IntStream.range(0, p.length)
                .filter(k -> 1 - p[k] <= thresholds[k])
                .toArray();
        return inside.length > 0 ? new PredictionSet(inside, false) : new PredictionSet(new int[] {top(p)}, true);
    }

    /** Of the samples of a class, or of all for −1. */
    private static double[] strangeness(double[][] p, int[] y, int c) {
        return IntStream.range(0, y.length)
                .filter(i -> c < 0 || y[i] == c)
                .mapToDouble(i -> 1 - p[i][y[i]])
                .sorted()
                .toArray();
    }

    private static double threshold(double[] ascending, double alpha) {
        int rank = (int) Math.ceil((ascending.length + 1) * (1 - alpha) - 1e-9);
        return rank > ascending.length ? Double.POSITIVE_INFINITY : ascending[rank - 1];
    }

    private static int top(double[] p) {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
            best = p[k] > p[best] ? k : best;
        }
        return best;
    }

    private static void requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha " + alpha + ", expected a share between 0 and 1 such as 0.05");
        }
    }
}
