package org.expressway.analysis.evaluate;

/** Mean of −ln p of the true class; p is held at 1e-15 or above, so that one certain mistake does not make it infinite. */
public final class LogLoss {
    private static final double LEAST = 1e-15;

    private LogLoss() {}

    /**
     * @param p samples × classes
     * @param y per sample its class index
     */
    public static double mean(double[][] p, int[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum -= Math.log(Math.max(LEAST, p[i][y[i]]));
        }
        return sum / y.length;
    }
}
