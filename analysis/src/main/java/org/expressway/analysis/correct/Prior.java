package org.expressway.analysis.correct;

/**
 * ComBat's empirical priors, estimated over the genes: location ~ N(gammaBar, tau2), variance ratio ~ inverse gamma(a, b)
 * with the mean and variance of the observed ratios.
 *
 * @param meanDelta where the variance ratios do not differ at all: the value they then share (a and b are infinite)
 */
record Prior(double gammaBar, double tau2, double a, double b, double meanDelta) {
    static Prior of(double[] gammaHat, double[] deltaHat) {
        double gammaBar = mean(gammaHat);
        double m = mean(deltaHat);
        double v = variance(deltaHat, m);
        return new Prior(gammaBar, variance(gammaHat, gammaBar), (2 * v + m * m) / v, (m * v + m * m * m) / v, m);
    }

    /** Posterior location of a gene seen n times. */
    double location(double n, double gammaHat, double delta) {
        return (tau2 * n * gammaHat + delta * gammaBar) / (tau2 * n + delta);
    }

    /** Posterior variance ratio of a gene seen n times; {@code squares} about the posterior location. */
    double scale(double n, double squares) {
        return Double.isInfinite(a) ? meanDelta : (.5 * squares + b) / (n / 2 + a - 1);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values, double mean) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / (values.length - 1);
    }
}
