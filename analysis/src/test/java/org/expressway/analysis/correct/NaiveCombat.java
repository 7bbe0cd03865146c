package org.expressway.analysis.correct;

import java.util.Arrays;
import java.util.List;

/** sva's {@code it.sol} from the standardised samples themselves, for genes that all take part. */
final class NaiveCombat {
    private NaiveCombat() {}

    /** gamma.star and delta.star. */
    static double[][] fit(ReferenceMoments reference, List<double[]> batch) {
        int genes = reference.genes();
        int n = batch.size();
        double[][] s = new double[genes][n];
        double[] gammaHat = new double[genes];
        double[] deltaHat = new double[genes];
        for (int g = 0; g < genes; g++) {
            for (int i = 0; i < n; i++) {
                s[g][i] = (batch.get(i)[g] - reference.means()[g]) / Math.sqrt(reference.variance(g));
            }
            gammaHat[g] = mean(s[g]);
            deltaHat[g] = variance(s[g]);
        }
        double tau2 = variance(gammaHat);
        double m = mean(deltaHat);
        double v = variance(deltaHat);
        double a = (2 * v + m * m) / v;
        double b = (m * v + m * m * m) / v;
        double[] gamma = gammaHat.clone();
        double[] delta = deltaHat.clone();
        double change = 1;
        while (change > 1e-4) {
            change = 0;
            for (int g = 0; g < genes; g++) {
                double newGamma = (tau2 * n * gammaHat[g] + delta[g] * mean(gammaHat)) / (tau2 * n + delta[g]);
                double sum = Arrays.stream(s[g])
                        .map(x -> (x - newGamma) * (x - newGamma))
                        .sum();
                double newDelta = (.5 * sum + b) / (n / 2.0 + a - 1);
                change = Math.max(change, Math.abs(newGamma - gamma[g]) / gamma[g]);
                change = Math.max(change, Math.abs(newDelta - delta[g]) / delta[g]);
                gamma[g] = newGamma;
                delta[g] = newDelta;
            }
        }
        return new double[][] {gamma, delta};
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / (values.length - 1);
    }
}
