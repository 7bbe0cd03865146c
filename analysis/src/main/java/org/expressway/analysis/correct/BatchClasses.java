package org.expressway.analysis.correct;

import java.util.Arrays;
import org.expressway.analysis.guard.Composition;
import org.expressway.analysis.guard.LatentClasses;
import org.expressway.analysis.guard.Mix;

/**
 * The reference's classes as one batch holds them: what to expect of a sample, and how well the mix is known.
 *
 * <p>A sample's class probabilities are taken after the batch's shift along the latent axes; those of a material, whose values
 * are the reference's own, without one.
 */
record BatchClasses(LatentClasses latent, Composition composition) {
    /** What is expected of a sample of the batch, were there no batch effect. */
    double[] ofSample(double[] normalized) {
        return expected(composition, latent.responsibilities(composition, latent.project(normalized)));
    }

    /** What is expected of a material in the reference. */
    double[] ofMaterial(double[] values) {
        return expected(reference(), latent.responsibilities(reference(), latent.project(values)));
    }

    /** What is expected of a material in the batch, where classes may lie closer together. */
    double[] ofControl(double[] values) {
        return expected(composition, latent.responsibilities(reference(), latent.project(values)));
    }

    /** The reference's samples about the means of their classes. */
    Frame frame(boolean[] corrected) {
        return new Frame(latent.withinVariance(), corrected);
    }

    /**
     * u² per panel gene: the variance of the study's mean residual that comes of not knowing the mix exactly,
     * sum_kl cov(pi_k, pi_l) mu_k mu_l / sigma². Rows of the covariance sum to 0, so deviations do for means.
     */
    double[] mixError(Frame frame) {
        double[][] means = latent.classMeans();
        double[][] covariance = composition.proportionCovariance();
        double[] error = new double[frame.genes()];
        double[] deviations = new double[means.length];
        for (int g = 0; g < error.length; g++) {
            int gene = g;
            double middle = middle(gene);
            Arrays.setAll(deviations, k -> Double.isNaN(means[k][gene]) ? 0 : means[k][gene] - middle);
            double attenuation = composition.attenuation();
            error[g] = attenuation * attenuation * quadratic(covariance, deviations) / frame.variance()[g];
        }
        return error;
    }

    private double middle(int gene) {
        double sum = 0;
        int seen = 0;
        for (double[] mean : latent.classMeans()) {
            sum += Double.isNaN(mean[gene]) ? 0 : mean[gene];
            seen += Double.isNaN(mean[gene]) ? 0 : 1;
        }
        return sum / Math.max(1, seen);
    }

    private static double quadratic(double[][] matrix, double[] vector) {
        double sum = 0;
        for (int k = 0; k < vector.length; k++) {
            for (int l = 0; l < vector.length; l++) {
                sum += matrix[k][l] * vector[k] * vector[l];
            }
        }
        return Math.max(0, sum);
    }

    private double[] expected(Composition as, double[] responsibilities) {
        double[] out = new double[latent.withinVariance().length];
        latent.expectation(as, responsibilities, out);
        return out;
    }

    private Composition reference() {
        int classes = latent.classes();
        return new Composition(
                Mix.SAME_MIX,
                "the reference itself",
                latent.proportions(),
                new double[classes][classes],
                new double[latent.basis().length],
                1,
                1);
    }
}
