package org.expressway.analysis.guard;

import java.util.List;
import org.expressway.analysis.math.Vectors;

/**
 * Climbs to an explanation of a batch by expectation and maximisation (Dempster, Laird and Rubin 1977, JRSS B 39:1).
 *
 * <pre>
 * x_i ~ sum_k pi_k N(a mu_k + gamma, s² v_k I)       along the axes, in within-class standard deviations
 * evidence = log likelihood - nu/2 (log(s²/s0²) + s0²/s² - 1)
 * </pre>
 *
 * <p>All of pi, gamma, a and s² are estimated together. gamma has a flat prior: that a batch is shifted far is no argument
 * against it. a says by how much classes differ in this batch, s² how much they vary; s0² is how much the batch varies beside
 * the axes, where no class is, and counts like nu more values. The step in gamma and a is weighted regression of the
 * samples on their expected class means; each of the steps raises the evidence. A class whose share is 0 stays away, so a
 * start in a single class stays there.
 */
final class Expectation {
    private static final int ROUNDS = 500;
    private static final double SMALL = 1e-6;
    private static final double NU = 8;
    private static final double LEAST_ATTENUATION = .2;
    private static final double GREATEST_ATTENUATION = 1.25;
    private static final double LEAST_SCALE = .05;
    private static final double GREATEST_SCALE = 9;

    private final Mixture mixture;
    private final List<double[]> samples;
    private final double ownScale;
    private final double[][] responsibilities;

    private Expectation(Mixture mixture, List<double[]> samples, double ownScale) {
        this.mixture = mixture;
        this.samples = samples;
        this.ownScale = ownScale;
        this.responsibilities = new double[samples.size()][mixture.classes()];
    }

    /** From the start to where the evidence grows by less than 1e-6 a round, or as many rounds. */
    static Explanation climb(Mixture mixture, List<double[]> samples, double ownScale, State start, int rounds) {
        Expectation expectation = new Expectation(mixture, samples, ownScale);
        State state = start;
        double evidence = expectation.look(state);
        double gain = Double.POSITIVE_INFINITY;
        for (int round = 1; round < rounds && gain >= SMALL; round++) {
            State next = expectation.better(state);
            double after = expectation.look(next);
            gain = after - evidence;
            state = next;
            evidence = after;
        }
        return new Explanation(state, evidence, expectation.responsibilities, several(start.proportions()));
    }

    static Explanation climb(Mixture mixture, List<double[]> samples, double ownScale, State start) {
        return climb(mixture, samples, ownScale, start, ROUNDS);
    }

    private double look(State state) {
        double[] logWeights = mixture.logWeights(state);
        double sum = 0;
        for (int i = 0; i < samples.size(); i++) {
            sum += mixture.responsibilities(state, logWeights, samples.get(i), responsibilities[i]);
        }
        double surprise = StrictMath.log(state.scale() / ownScale) + ownScale / state.scale() - 1;
        return sum - NU * surprise / 2;
    }

    private State better(State state) {
        double[] shares = new double[mixture.classes()];
        double[] weights = new double[mixture.classes()];
        double[] sampleSum = new double[mixture.axes()];
        for (int i = 0; i < samples.size(); i++) {
            double weight = 0;
            for (int k = 0; k < shares.length; k++) {
                double part = responsibilities[i][k];
                shares[k] += part / samples.size();
                weights[k] += part / mixture.spreads()[k];
                weight += part / mixture.spreads()[k];
            }
            Vectors.add(sampleSum, weight, samples.get(i));
        }
        double all = 0;
        for (double weight : weights) {
            all += weight;
        }
        double[] middle = scaled(sampleSum, 1 / all);
        double[] centre = scaled(mixture.centre(weights), 1 / all);
        double attenuation = attenuation(state.attenuation(), middle, centre, weights);
        double[] shift = middle.clone();
        Vectors.add(shift, -attenuation, centre);
        return rescaled(new State(shares, shift, attenuation, state.scale()));
    }

    /** Slope of the regression; it stays what it is where only one class is there to tell. */
    private double attenuation(double before, double[] middle, double[] centre, double[] weights) {
        double product = 0;
        for (int i = 0; i < samples.size(); i++) {
            for (int k = 0; k < weights.length; k++) {
                double weight = responsibilities[i][k] / mixture.spreads()[k];
                product += weight > 0 ? weight * product(samples.get(i), middle, mixture.means()[k], centre) : 0;
            }
        }
        double norm = 0;
        for (int k = 0; k < weights.length; k++) {
            double[] mean = mixture.means()[k];
            norm += weights[k] * product(mean, centre, mean, centre);
        }
        return norm > 1e-9 * samples.size()
                ? Math.max(LEAST_ATTENUATION, Math.min(GREATEST_ATTENUATION, product / norm))
                : before;
    }

    private State rescaled(State state) {
        double squares = 0;
        for (int i = 0; i < samples.size(); i++) {
            for (int k = 0; k < mixture.classes(); k++) {
                double part = responsibilities[i][k];
                squares +=
                        part > 0 ? part * mixture.squaredDistance(state, samples.get(i), k) / mixture.spreads()[k] : 0;
            }
        }
        double scale = (squares + NU * ownScale) / ((double) samples.size() * mixture.axes() + NU);
        double bounded = Math.max(LEAST_SCALE, Math.min(GREATEST_SCALE, scale));
        return new State(state.proportions(), state.shift(), state.attenuation(), bounded);
    }

    private static double product(double[] a, double[] aCentre, double[] b, double[] bCentre) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (a[d] - aCentre[d]) * (b[d] - bCentre[d]);
        }
        return sum;
    }

    private static double[] scaled(double[] values, double factor) {
        for (int d = 0; d < values.length; d++) {
            values[d] *= factor;
        }
        return values;
    }

    private static boolean several(double[] proportions) {
        int present = 0;
        for (double share : proportions) {
            present += share > 0 ? 1 : 0;
        }
        return present > 1;
    }
}
