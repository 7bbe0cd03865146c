package org.expressway.analysis.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a model does on held-out samples.
 *
 * @param samples how many there were
 * @param accuracy share called right
 * @param balancedAccuracy mean over the classes that occur of the share of each called right
 * @param macroF1 mean F1 over the classes that occur or were called
 * @param logLoss mean −ln p of the true class
 * @param brier mean over samples of Σ_k (p_k − 1[k = y])², between 0 and 2 (Brier 1950)
 * @param ece expected calibration error, 15 bins
 * @param confusion true class × called class, numbers of samples
 */
public record Metrics(
        int samples,
        double accuracy,
        double balancedAccuracy,
        double macroF1,
        double logLoss,
        double brier,
        double ece,
        int[][] confusion) {
    /**
     * @param p samples × classes, at least one sample
     * @param y per sample its class index
     */
    public static Metrics of(double[][] p, int[] y) {
        if (y.length == 0 || y.length != p.length) {
            throw new IllegalArgumentException(
                    "%d rows of probabilities for %d labels; as many, and at least one, are expected"
                            .formatted(p.length, y.length));
        }
        Confusion confusion = Confusion.of(p, y);
        return new Metrics(
                y.length,
                confusion.accuracy(),
                confusion.balancedAccuracy(),
                confusion.macroF1(),
                LogLoss.mean(p, y),
                brier(p, y),
                CalibrationError.of(p, y),
                confusion.counts());
    }

    /** The figures by the names a release carries them under, in a fixed order. */
    public Map<String, Double> byName() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("accuracy", accuracy);
        figures.put("balancedAccuracy", balancedAccuracy);
        figures.put("macroF1", macroF1);
        figures.put("logLoss", logLoss);
        figures.put("brier", brier);
        figures.put("ece", ece);
        return figures;
    }

    private static double brier(double[][] p, int[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < p[i].length; k++) {
                double off = p[i][k] - (k == y[i] ? 1 : 0);
                sum += off * off;
            }
        }
        return sum / y.length;
    }

    /** The most probable class; of equals the first. */
    public static int call(double[] p) {
        int best = 0;
        for (int c = 1; c < p.length; c++) {
            best = p[c] > p[best] ? c : best;
        }
        return best;
    }
}
