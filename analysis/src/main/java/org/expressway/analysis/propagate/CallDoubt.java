package org.expressway.analysis.propagate;

import org.expressway.analysis.math.NormalTail;

/**
 * How far an error of the logits reaches into a call.
 *
 * <pre>
 *   p = softmax(z / T),  ∂p_a/∂z_k = p_a (1[a = k] − p_k) / T            first order
 *   another call         ≤ Σ_k Φ(−(z_a − z_k) / sd(z_a − z_k))         Boole, over the rivals; T does not matter
 * </pre>
 *
 * <p>The last is exact for two classes and Gaussian logits, and too large where several rivals are near; the standard deviations
 * are those of the tangent, and too large where the error reaches into the flat ends of the softmax.
 *
 * @param probabilitySd of the first probability
 * @param marginSd of the first probability less the second
 * @param change at most this probable is another first class; 0 to 1
 */
public record CallDoubt(double probabilitySd, double marginSd, double change) {
    /**
     * The doubt of a call.
     *
     * @param p probabilities at temperature T
     * @param logits before the temperature
     * @param covariance of the logits
     * @param first index of the greatest probability
     * @param second of the next
     */
    public static CallDoubt of(
            double[] p, double[] logits, double[][] covariance, double temperature, int first, int second) {
        double[] top = new double[p.length];
        double[] margin = new double[p.length];
        double change = 0;
        for (int k = 0; k < p.length; k++) {
            top[k] = p[first] * ((k == first ? 1 : 0) - p[k]) / temperature;
            margin[k] = top[k] - p[second] * ((k == second ? 1 : 0) - p[k]) / temperature;
            change += k == first ? 0 : overtakes(logits[first] - logits[k], covariance, first, k);
        }
        return new CallDoubt(sd(top, covariance), sd(margin, covariance), Math.min(1, change));
    }

    private static double overtakes(double lead, double[][] covariance, int first, int k) {
        double variance = covariance[first][first] + covariance[k][k] - 2 * covariance[first][k];
        return variance > 0 ? NormalTail.above(lead / Math.sqrt(variance)) : lead > 0 ? 0 : .5;
    }

    private static double sd(double[] gradient, double[][] covariance) {
        double variance = 0;
        for (int i = 0; i < gradient.length; i++) {
            for (int j = 0; j < gradient.length; j++) {
                variance += gradient[i] * covariance[i][j] * gradient[j];
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }
}
