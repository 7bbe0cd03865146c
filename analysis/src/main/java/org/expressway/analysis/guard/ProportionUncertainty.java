package org.expressway.analysis.guard;

import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.math.Vectors;

/**
 * How well the class shares of a batch are known, from the observed information of the mixture.
 *
 * <p>With theta = (pi, gamma) and responsibilities r_i(theta), the share of class k in <i>this</i> batch is c_k = mean_i z_ik, z
 * being the true classes. By the law of total variance
 *
 * <pre>
 * cov(c) = sum_i (diag r_i - r_i r_i') / n²  +  J H^-1 J'         J = d mean_i r_i / d theta
 * </pre>
 *
 * <p>with H the observed information (Louis 1982, JRSS B 44:226): the scores of pi are r_ik/pi_k, that of gamma is s_i = sum_k r_ik
 * s_ik with s_ik = (x_i - a mu_k - gamma)/(s² v_k), and
 *
 * <pre>
 * H_pp = sum_i (r_ik/pi_k)(r_il/pi_l)    H_pg = -sum_i (r_ik/pi_k)(s_ik - s_i)
 * H_gg = sum_i [sum_k r_ik/(s² v_k) I - sum_k r_ik (s_ik - s_i)(s_ik - s_i)']
 * </pre>
 *
 * <p>The first term is what is left when theta is known; it is not the sampling variance pi(1-pi)/n of a population's share,
 * which does not matter here: the mean expectation of the batch's own samples is what the shift is measured from. Shares sum to 1, so
 * the last class that is present is expressed by the others; classes below a share of 1e-6 take no part and have none. a and s² are
 * taken as known.
 */
final class ProportionUncertainty {
    private static final double ABSENT = 1e-6;

    private final Mixture mixture;
    private final List<double[]> samples;
    private final Explanation explanation;
    private final int[] present;
    private final double[][] information;
    private final double[][] slopes;
    private final double[][] covariance;

    private ProportionUncertainty(Mixture mixture, List<double[]> samples, Explanation explanation) {
        this.mixture = mixture;
        this.samples = samples;
        this.explanation = explanation;
        this.present = present(explanation.state().proportions());
        int parameters = present.length - 1 + mixture.axes();
        this.information = new double[parameters][parameters];
        this.slopes = new double[mixture.classes()][parameters];
        this.covariance = new double[mixture.classes()][mixture.classes()];
    }

    /** classes x classes; where the information is not positive definite, that of a single sample. */
    static double[][] of(Mixture mixture, List<double[]> samples, Explanation explanation) {
        ProportionUncertainty uncertainty = new ProportionUncertainty(mixture, samples, explanation);
        for (int i = 0; i < samples.size(); i++) {
            uncertainty.plus(i);
        }
        return uncertainty.result();
    }

    private void plus(int i) {
        double[] r = explanation.responsibilities()[i];
        double[][] pulls = pulls(i);
        double[] pull = Matrices.combine(r, pulls, mixture.axes());
        double n = samples.size();
        double[] score = new double[information.length];
        for (int p = 0; p < present.length - 1; p++) {
            score[p] = relative(r, present[p]) - relative(r, present[present.length - 1]);
        }
        for (int p = 0; p < present.length - 1; p++) {
            for (int q = 0; q < present.length - 1; q++) {
                information[p][q] += score[p] * score[q];
            }
        }
        for (int k = 0; k < r.length; k++) {
            double[] off = pulls[k];
            Vectors.add(off, -1, pull);
            shiftInformation(r[k], k, off);
            crossInformation(r, k, off);
            slope(r, k, score, off, n);
            for (int l = 0; l < r.length; l++) {
                covariance[k][l] += ((k == l ? r[k] : 0) - r[k] * r[l]) / (n * n);
            }
        }
    }

    private double relative(double[] r, int k) {
        return r[k] / explanation.state().proportions()[k];
    }

    /** (x - a mu_k - gamma)/(s² v_k) of every class. */
    private double[][] pulls(int i) {
        State state = explanation.state();
        double[][] pulls = new double[mixture.classes()][];
        for (int k = 0; k < pulls.length; k++) {
            pulls[k] = new double[mixture.axes()];
            for (int d = 0; d < mixture.axes(); d++) {
                double off = samples.get(i)[d] - state.attenuation() * mixture.means()[k][d] - state.shift()[d];
                pulls[k][d] = off / (state.scale() * mixture.spreads()[k]);
            }
        }
        return pulls;
    }

    private void shiftInformation(double part, int k, double[] off) {
        int first = present.length - 1;
        for (int d = 0; d < mixture.axes(); d++) {
            information[first + d][first + d] += part / (explanation.state().scale() * mixture.spreads()[k]);
            for (int e = 0; e < mixture.axes(); e++) {
                information[first + d][first + e] -= part * off[d] * off[e];
            }
        }
    }

    private void crossInformation(double[] r, int k, double[] off) {
        int last = present.length - 1;
        for (int p = 0; p < last; p++) {
            double sign = (k == present[p] ? 1 : 0) - (k == present[last] ? 1 : 0);
            for (int d = 0; sign != 0 && d < mixture.axes(); d++) {
                double term = sign * relative(r, k) * off[d];
                information[p][last + d] -= term;
                information[last + d][p] -= term;
            }
        }
    }

    /** d r_k / d theta = r_k ([k=l]/pi_l - r_l/pi_l) for a share, r_k (s_k - s) for the shift. */
    private void slope(double[] r, int k, double[] score, double[] off, double n) {
        int last = present.length - 1;
        for (int p = 0; p < last; p++) {
            double own = (k == present[p] ? 1 / explanation.state().proportions()[k] : 0)
                    - (k == present[last] ? 1 / explanation.state().proportions()[k] : 0);
            slopes[k][p] += r[k] * (own - score[p]) / n;
        }
        for (int d = 0; d < mixture.axes(); d++) {
            slopes[k][last + d] += r[k] * off[d] / n;
        }
    }

    private double[][] result() {
        double[][] lower = Matrices.cholesky(information);
        if (lower == null) {
            return ofOneSample();
        }
        double[][] half = new double[slopes.length][];
        for (int k = 0; k < half.length; k++) {
            half[k] = Matrices.solveLower(lower, slopes[k]);
        }
        for (int k = 0; k < half.length; k++) {
            for (int l = 0; l < half.length; l++) {
                covariance[k][l] += Vectors.dot(half[k], half[l]);
            }
        }
        return covariance;
    }

    private double[][] ofOneSample() {
        double[] shares = explanation.proportions();
        for (int k = 0; k < shares.length; k++) {
            for (int l = 0; l < shares.length; l++) {
                covariance[k][l] = (k == l ? shares[k] : 0) - shares[k] * shares[l];
            }
        }
        return covariance;
    }

    private static int[] present(double[] proportions) {
        int[] present = new int[proportions.length];
        int count = 0;
        for (int k = 0; k < proportions.length; k++) {
            if (proportions[k] > ABSENT) {
                present[count++] = k;
            }
        }
        return Arrays.copyOf(present, count);
    }
}
