package org.expressway.analysis.guard;

import java.util.List;
import org.expressway.analysis.math.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the reference, seen in a few directions: what the guard needs to know of them, frozen in the profile.
 *
 * <p>A latent vector has first the axes on which the classes differ (discriminants), then directions in which samples
 * differ within their classes; all are in units of the within-class standard deviation. {@link LatentLearner} says how
 * they are found.
 *
 * <p>Arrays are shared, not copied, and must not be changed.
 *
 * @param labels sorted
 * @param samples of each class in the reference
 * @param genes panel index of each gene behind the latent vector, ascending
 * @param centres value of these genes that counts as 0, log2
 * @param basis latent x genes: weights, per log2 unit
 * @param means classes x axes: where the classes stand, as held-out samples showed it
 * @param spreads per class: variance of held-out samples about their class's mean, averaged over the axes
 * @param ownVariance variance of held-out samples in the directions behind the axes, averaged; NaN without such
 * @param classMeans classes x panel genes, log2; NaN where no sample of the class has a value
 * @param withinVariance per panel gene, pooled over the classes, log2 squared; NaN where it cannot be estimated
 */
public record LatentClasses(
        List<String> labels,
        int[] samples,
        int[] genes,
        double[] centres,
        double[][] basis,
        double[][] means,
        double[] spreads,
        double ownVariance,
        double[][] classMeans,
        double[] withinVariance) {
    public LatentClasses {
        labels = List.copyOf(labels);
        int classes = labels.size();
        if (samples.length != classes
                || means.length != classes
                || spreads.length != classes
                || classMeans.length != classes) {
            throw new IllegalArgumentException(classes + " labels, but samples, means, spreads and class means of "
                    + samples.length + ", " + means.length + ", " + spreads.length + " and " + classMeans.length
                    + " classes, expected the same number");
        }
        requireBasis(genes, centres, basis);
    }

    /**
     * Learns the classes of a reference; null where there are fewer than two, or nothing in which they could differ.
     *
     * @param normalized log2 values in the panel's order, NaN where missing; samples in the order of their keys, on which
     *     the bits depend
     * @param labels one per sample; a sample without one is left out
     * @param corrected which panel genes are corrected; only they are looked at
     */
    public static @Nullable LatentClasses learn(
            List<double[]> normalized, List<? extends @Nullable String> labels, boolean[] corrected) {
        return LatentLearner.learn(normalized, labels, corrected);
    }

    public int classes() {
        return labels.size();
    }

    /** Directions on which the classes differ: the first of a latent vector. */
    public int axes() {
        return means[0].length;
    }

    /** Share of each class in the reference. */
    public double[] proportions() {
        double all = 0;
        for (int count : samples) {
            all += count;
        }
        double[] shares = new double[samples.length];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = samples[k] / all;
        }
        return shares;
    }

    /** The genes behind the latent vector, less the reference's means, log2; a missing one counts as its mean. */
    public double[] deviations(double[] normalized) {
        double[] deviations = new double[genes.length];
        for (int i = 0; i < genes.length; i++) {
            double value = normalized[genes[i]];
            deviations[i] = Double.isNaN(value) ? 0 : value - centres[i];
        }
        return deviations;
    }

    /** Latent vector of one sample, from its normalised values; a missing gene counts as the reference's mean. */
    public double[] project(double[] normalized) {
        double[] deviations = deviations(normalized);
        double[] latent = new double[basis.length];
        for (int d = 0; d < latent.length; d++) {
            latent[d] = Vectors.dot(basis[d], deviations);
        }
        return latent;
    }

    /** Probability of each class for one sample of the batch that the composition belongs to. */
    public double[] responsibilities(Composition composition, double[] latent) {
        return Mixture.of(this).responsibilities(State.of(composition), latent);
    }

    /**
     * Writes the value that every panel gene was to be expected to have in a sample of these class probabilities, were
     * there no batch effect: the reference's mean over its classes, plus the class's deviation from it, as much of it as
     * there is in this batch. A class without values of a gene counts as that mean; NaN where no class has any.
     */
    public void expectation(Composition composition, double[] responsibilities, double[] out) {
        double[] shares = proportions();
        for (int g = 0; g < out.length; g++) {
            double mean = mean(shares, g);
            double deviation = 0;
            for (int k = 0; k < shares.length; k++) {
                double centroid = classMeans[k][g];
                deviation += Double.isNaN(centroid) ? 0 : responsibilities[k] * (centroid - mean);
            }
            out[g] = mean + composition.attenuation() * deviation;
        }
    }

    private double mean(double[] shares, int gene) {
        double sum = 0;
        double weight = 0;
        for (int k = 0; k < shares.length; k++) {
            double centroid = classMeans[k][gene];
            if (!Double.isNaN(centroid)) {
                sum += shares[k] * centroid;
                weight += shares[k];
            }
        }
        return sum / weight;
    }

    private static void requireBasis(int[] genes, double[] centres, double[][] basis) {
        if (centres.length != genes.length) {
            throw new IllegalArgumentException(
                    centres.length + " centres for " + genes.length + " genes, expected one for each");
        }
        for (double[] direction : basis) {
            if (direction.length != genes.length) {
                throw new IllegalArgumentException("a direction of " + direction.length + " genes, expected the "
                        + genes.length + " that the latent vector is made of");
            }
        }
    }
}
