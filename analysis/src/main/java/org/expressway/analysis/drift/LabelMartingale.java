package org.expressway.analysis.drift;

import java.util.Arrays;

/**
 * Whether confirmed labels still follow the model, sample by sample: a conformal martingale (Vovk, Nouretdinov and
 * Gammerman 2003), run as a Shiryaev–Roberts procedure.
 *
 * <pre>
 *   p = (1 + #{calibration samples whose own class was at most as probable}) / (n + 1)
 *   R_ε ← (1 + R_ε) · ε p^{ε − 1};   R = mean over ε of {.2, .5, .8};   alarm at R ≥ A
 * </pre>
 *
 * <p>While labels go on as in calibration, p is no smaller than uniform, each factor has mean at most 1, and R_t − t
 * cannot grow in the mean: the mean run length to A is at least A, whatever the distribution. So the threshold is the
 * target itself, with nothing simulated. Mutable.
 */
public final class LabelMartingale {
    private static final double[] EXPONENTS = {.2, .5, .8};

    private final double[] ratios;

    public LabelMartingale() {
        this(new double[EXPONENTS.length]);
    }

    /** One that goes on. @param ratios of an earlier one */
    public LabelMartingale(double[] ratios) {
        if (ratios.length != EXPONENTS.length) {
            throw new IllegalArgumentException(ratios.length + " ratios of a martingale, expected " + EXPONENTS.length);
        }
        this.ratios = ratios.clone();
    }

    /** What it has come to, for one that goes on. */
    public double[] ratios() {
        return ratios.clone();
    }

    /**
     * Takes one label in.
     *
     * @param ownProbability calibrated probability of the class that was confirmed
     * @param ascending the same of the calibration samples, sorted
     * @return R
     */
    public double advance(double ownProbability, double[] ascending) {
        int place = Arrays.binarySearch(ascending, ownProbability);
        int atMost = place < 0 ? -place - 1 : place + 1;
        while (atMost < ascending.length && ascending[atMost] == ownProbability) {
            atMost++;
        }
        double p = (1. + atMost) / (ascending.length + 1);
        double sum = 0;
        for (int k = 0; k < ratios.length; k++) {
            double e = EXPONENTS[k];
            ratios[k] = Math.min(1e300, (1 + ratios[k]) * e * StrictMath.pow(Math.min(1, p), e - 1));
            sum += ratios[k];
        }
        return sum / ratios.length;
    }
}
