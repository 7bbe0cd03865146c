package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * The location of a batch from its study samples and its bridging controls together: a posterior per gene.
 *
 * <pre>
 * study     g_s = mean residual/sigma      V_s = delta/n_s + u²     u²: what is not known of the class mix; infinite if nothing is
 * controls  g_c, V_c                       see {@link Bridge}
 * prior     gbar = mean_g g^               tau2 = max(0, var_g g^ - mean_g 1/P)
 *           with g^ = (g_s/V_s + g_c/V_c)/P, P = 1/V_s + 1/V_c
 * posterior g* = (g_s/V_s + g_c/V_c + gbar/tau2)/(P + 1/tau2)       sd = (P + 1/tau2)^(-1/2)
 * scale     d* by sva's update from the study samples, inside the loop; 1 where they cannot tell
 * </pre>
 *
 * <p>One control alone removes little, because a control is measured no better than a sample (kappa about .3): it helps
 * where samples cannot speak, when they are few or their classes unknown. With neither, the prior answers, and its sd says so.
 *
 * <p>Unlike sva's, tau2 is freed of the estimates' own error, so a batch that differs by noise alone is left almost alone;
 * it is written tau2 P/(tau2 P + 1) so that tau2 = 0 needs no case. Prior and variances depend on the scales and are
 * renewed every round. The scale is 1 for all genes when there are fewer than 8 study samples or their mix is unknown: a
 * batch of one class spreads less, and would be stretched. Sums run in gene order. Cost: some 10 rounds of 30 operations a gene.
 */
final class BridgedFit {
    private static final int SAMPLES_FOR_A_SCALE = 8;
    private static final double STOP = 1e-6;
    private static final int MAX_ITERATIONS = 1_000;

    private final BridgedGenes genes;
    private final Bridge bridge;
    private final boolean scaled;
    private final double[] deltaHat;
    private final double[] delta;
    private final double[] gamma;
    private final double[] located;
    private final double[] precision;
    private Prior scales;
    private double gammaBar;
    private double tau2;

    /** What was learned; omega2 is this batch's own estimate of non-commutability, NaN where study or controls say nothing. */
    record Result(BatchFit fit, double omega2) {}

    private BridgedFit(BridgedGenes genes, Bridge bridge, boolean scaled) {
        this.genes = genes;
        this.bridge = bridge;
        this.scaled = scaled;
        this.deltaHat = genes.deltaHat();
        this.delta = new double[genes.size()];
        this.gamma = new double[genes.size()];
        this.located = new double[genes.size()];
        this.precision = new double[genes.size()];
        this.scales = genes.scales();
        for (int i = 0; i < delta.length; i++) {
            delta[i] = scaled && genes.showsScale(i) ? deltaHat[i] : 1;
        }
    }

    /**
     * Fits a batch.
     *
     * @param residuals the study samples less what was expected of them; none is possible
     * @param mixError u² per panel gene, infinite where the mix of classes is not known
     * @param adjustment mean-only leaves all scales at 1
     */
    static Result fit(
            CorrectionBasis basis,
            Frame frame,
            GeneMoments residuals,
            double[] mixError,
            Bridge bridge,
            Adjustment adjustment) {
        BridgedGenes genes = BridgedGenes.of(frame, residuals, mixError, bridge);
        if (genes.size() < 2) {
            return new Result(BatchFit.nothing(residuals.samples(), residuals.genes()), Double.NaN);
        }
        boolean scaled = adjustment == Adjustment.MEAN_AND_VARIANCE
                && residuals.samples() >= SAMPLES_FOR_A_SCALE
                && genes.showScales();
        BridgedFit fit = new BridgedFit(genes, bridge, scaled);
        int iterations = fit.iterate();
        return new Result(fit.result(residuals, iterations), fit.omega2(basis, frame));
    }

    private int iterate() {
        for (int round = 1; round <= MAX_ITERATIONS; round++) {
            locate();
            learnPrior();
            if (update() <= STOP) {
                return round;
            }
        }
        return MAX_ITERATIONS;
    }

    private void locate() {
        for (int i = 0; i < gamma.length; i++) {
            double study = 1 / genes.variance(i, delta[i]);
            double controls = 1 / bridge.variance(genes.gene(i), delta[i]);
            double weighted = genes.location(i) * study + bridge.location(genes.gene(i), delta[i]) * controls;
            precision[i] = study + controls;
            located[i] = weighted / precision[i];
        }
    }

    private void learnPrior() {
        double sum = 0;
        double error = 0;
        for (int i = 0; i < gamma.length; i++) {
            sum += located[i];
            error += 1 / precision[i];
        }
        gammaBar = sum / gamma.length;
        double squares = 0;
        for (double location : located) {
            squares += (location - gammaBar) * (location - gammaBar);
        }
        tau2 = Math.max(0, squares / (gamma.length - 1) - error / gamma.length);
    }

    private double update() {
        double change = 0;
        for (int i = 0; i < gamma.length; i++) {
            double weight = tau2 * precision[i];
            double g = (weight * located[i] + gammaBar) / (weight + 1);
            double d = scaled && genes.showsScale(i) ? scale(i, g) : 1;
            change = Math.max(change, Math.max(Math.abs(g - gamma[i]), Math.abs(d - delta[i]) / delta[i]));
            gamma[i] = g;
            delta[i] = d;
        }
        return change;
    }

    private double scale(int i, double g) {
        double off = genes.location(i) - g;
        return scales.scale(genes.count(i), genes.squares(i) + genes.count(i) * off * off);
    }

    /** How far study and controls disagree beyond their errors: the positive part of the mean, not the mean of positive parts. */
    private double omega2(CorrectionBasis basis, Frame frame) {
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < gamma.length; i++) {
            int g = genes.gene(i);
            double variance = genes.variance(i, delta[i]) + bridge.spread(g, delta[i]);
            if (variance < Double.POSITIVE_INFINITY) {
                double apart = genes.location(i) - bridge.location(g, delta[i]);
                sum += (apart * apart - variance) / Bridge.ratio(basis, frame, g);
                seen++;
            }
        }
        return seen == 0 ? Double.NaN : Math.max(0, sum / seen);
    }

    private BatchFit result(GeneMoments residuals, int iterations) {
        double[] sd = new double[gamma.length];
        Arrays.setAll(sd, i -> Math.sqrt(tau2 / (tau2 * precision[i] + 1)));
        int panel = residuals.genes();
        return new BatchFit(
                residuals.samples(),
                iterations,
                genes.overPanel(located, panel),
                genes.overPanel(deltaHat, panel),
                genes.overPanel(gamma, panel),
                genes.overPanel(delta, panel),
                genes.overPanel(sd, panel),
                gammaBar,
                tau2,
                scaled ? scales.a() : Double.NaN,
                scaled ? scales.b() : Double.NaN);
    }
}
