package org.expressway.analysis.drift;

import org.jspecify.annotations.Nullable;

/**
 * The moving averages of one chart, and what they are measured from. Two numbers a gene, whatever it has seen. Mutable;
 * not for several threads.
 *
 * <p>With {@code learning} samples, the first ones of a chart only say what is usual here: a laboratory that has always
 * been a little off the reference is not drifting. Their mean is frozen then, and the averages are of what is beside
 * it. Without, charts begin at once and are measured from the reference itself. Of the usual composition only so much counts as
 * {@link Shrinkage} believes.
 *
 * <p>A class's centroid has an error, 1/n of a gene's variance, and samples of one class share it. In the usual mix it is a constant that
 * charts are calibrated with, or learn; in another mix it moves, thousands of genes at once. And classes differ in how much they vary.
 * The chart therefore averages the mix too, and counts the variance that an average has in it when no gene has moved:
 *
 * <pre>
 *   Σ_t a_t² e_c(t) + Σ_c w_c² / n_c,     a_t weight of sample t, e_c mean square of a sample of class c,
 *                                         w_c moving average of class c's share, beside its usual one
 * </pre>
 *
 * <p>A gene that a sample lacks keeps its average; its variance is taken as if it had been there.
 */
final class ChartState {
    private static final double CUT = 6;
    /** One call that is not sure is no drift by itself, however sure all others are: it takes a few of them. */
    private static final double CALL_CUT = 3;

    /** Until so many samples are watched an average of the composition counts as one of so many: one odd sample is no other mix. */
    private static final int FEW = 5;

    private static final int SCALARS = 4;
    /** Of the scalars the one that is no average: the variance of an average of genes that have not moved. */
    private static final int SPREAD = 3;

    private final int learning;
    private final ClassErrors errors;
    private final Averages usual;
    private final Averages moving;
    private long samples;

    /** One number a gene, one an axis, a dimension of the composition, a class, and three more. Mutable. */
    static final class Averages {
        final float[] genes;
        final double[] latent;
        final double[] composition;
        final double[] classes;
        final double[] scalars;

        Averages(float[] genes, double[] latent, double[] composition, double[] classes, double[] scalars) {
            if (scalars.length != SCALARS) {
                throw new IllegalArgumentException(scalars.length + " single numbers, expected " + SCALARS);
            }
            this.genes = genes;
            this.latent = latent;
            this.composition = composition;
            this.classes = classes;
            this.scalars = scalars;
        }

        static Averages none(int genes, int axes, int dimensions, int classes) {
            return new Averages(
                    new float[genes],
                    new double[axes],
                    new double[dimensions],
                    new double[classes],
                    new double[SCALARS]);
        }

        /** As many of each, nothing in them. */
        Averages empty() {
            return none(genes.length, latent.length, composition.length, classes.length);
        }

        boolean fits(Averages other) {
            return genes.length == other.genes.length
                    && latent.length == other.latent.length
                    && composition.length == other.composition.length
                    && classes.length == other.classes.length;
        }

        /**
         * Moves a share {@code take} of the way to what is seen, measured from {@code usual}.
         *
         * @param z of the observation's genes
         * @param energy standardised
         * @param kept share of the usual composition that counts
         */
        void move(
                Observation seen,
                float[] z,
                double energy,
                ClassErrors errors,
                Averages usual,
                double kept,
                double take) {
            scalars[SPREAD] = (1 - take) * (1 - take) * scalars[SPREAD] + take * take * errors.ofSample(seen.called());
            scalars[0] = moved(scalars[0], energy, usual.scalars[0], take, CUT);
            scalars[1] = moved(scalars[1], seen.confidence(), usual.scalars[1], take, CALL_CUT);
            scalars[2] = moved(scalars[2], seen.ambiguity(), usual.scalars[2], take, CALL_CUT);
            move(latent, seen.latent(), usual.latent, 1, take);
            move(composition, seen.composition(), usual.composition, kept, take);
            for (int c = 0; c < classes.length; c++) {
                double share = (c == seen.called() ? 1 : 0) - usual.classes[c];
                classes[c] = (1 - take) * classes[c] + take * share;
            }
            move(genes, z, usual.genes, (float) take);
        }

        private static void move(float[] averages, float[] z, float[] usual, float take) {
            float keep = 1 - take;
            for (int g = 0; g < averages.length; g++) {
                float moved = keep * averages[g] + take * (z[g] - usual[g]);
                averages[g] = Float.isNaN(moved) ? averages[g] : moved;
            }
        }

        private static void move(double[] averages, double[] seen, double[] usual, double kept, double take) {
            for (int k = 0; k < averages.length; k++) {
                averages[k] = moved(averages[k], seen[k], kept * usual[k], take, CUT);
            }
        }

        private static double moved(double before, double seen, double usual, double take, double most) {
            double cut = Math.max(-most, Math.min(most, seen));
            return Double.isNaN(seen) ? before : (1 - take) * before + take * (cut - usual);
        }
    }

    ChartState(int genes, int axes, int dimensions, int learning, ClassErrors errors) {
        this(
                learning,
                0,
                errors,
                Averages.none(genes, axes, dimensions, errors.classes()),
                Averages.none(genes, axes, dimensions, errors.classes()));
    }

    ChartState(int learning, long samples, ClassErrors errors, Averages usual, Averages moving) {
        if (!usual.fits(moving) || errors.classes() != usual.classes.length) {
            throw new IllegalArgumentException(
                    "a chart's averages are of other genes, dimensions or classes than what is usual");
        }
        this.learning = learning;
        this.samples = samples;
        this.errors = errors;
        this.usual = usual;
        this.moving = moving;
    }

    long samples() {
        return samples;
    }

    int learning() {
        return learning;
    }

    ClassErrors errors() {
        return errors;
    }

    Averages usual() {
        return usual;
    }

    Averages moving() {
        return moving;
    }

    /** Samples behind the moving averages. */
    private long watched() {
        return Math.max(0, samples - learning);
    }

    /**
     * Takes one sample in.
     *
     * @return one statistic a channel, large is strange; null while the chart learns
     * @throws IllegalArgumentException when the observation is of another frame
     */
    double @Nullable [] advance(Observation seen) {
        requireFit(seen);
        long behind = Math.min(samples, learning);
        float[] z = Observation.values(seen.genes());
        double energy = seen.energy().standardised(Energy.log(z, usual.genes, behind));
        samples++;
        if (samples <= learning) {
            learn(seen, z, energy);
            return null;
        }
        double kept = Shrinkage.kept(usual.composition, learning);
        moving.move(seen, z, energy, errors, usual, kept, Smoothing.LAMBDA);
        double variance = Smoothing.variance(watched());
        double sd = Math.sqrt(variance);
        return new double[] {
            Math.abs(moving.scalars[0]) / sd,
            mixture(1 / variance()),
            squares(moving.composition) / (Smoothing.variance(Math.max(FEW, watched())) + ofUsual(kept)),
            Math.max(-moving.scalars[1], moving.scalars[2]) / sd
        };
    }

    /** The energy of the first sample is beside nothing yet, and tells where the site stands, not how it varies. */
    private void learn(Observation seen, float[] z, double energy) {
        double known = usual.scalars[0];
        usual.move(seen, z, energy, errors, usual.empty(), 1, 1. / samples);
        usual.scalars[0] = samples == 1 ? 0 : Averages.moved(known, energy, 0, 1. / (samples - 1), CUT);
    }

    private void requireFit(Observation seen) {
        int genes = usual.genes.length;
        int dimensions = usual.composition.length;
        int axes = usual.latent.length;
        if (seen.genes().length != genes || seen.latent().length != axes || seen.composition().length != dimensions) {
            throw new IllegalArgumentException(
                    "an observation of %d genes, %d axes and %d dimensions for a chart of %d, %d and %d"
                            .formatted(
                                    seen.genes().length,
                                    seen.latent().length,
                                    seen.composition().length,
                                    genes,
                                    axes,
                                    dimensions));
        }
        if (seen.called() >= errors.classes()) {
            throw new IllegalArgumentException(
                    "an observation of class %d for a chart of %d".formatted(seen.called(), errors.classes()));
        }
    }

    /** Of a gene's moving average in control: of the samples in it, of what is usual, and of the centroids. */
    double variance() {
        double samples = Math.max(Smoothing.variance(1), moving.scalars[SPREAD]);
        return samples + usual.scalars[SPREAD] + errors.ofCentroids(moving.classes);
    }

    /** What chance in the usual composition adds to the variance of an average of it, which is measured from there. */
    private double ofUsual(double kept) {
        double within = kept * Smoothing.weight(watched());
        return learning == 0 ? 0 : within * within / learning;
    }

    private double mixture(double inverseVariance) {
        double sum = GeneMixture.sum(moving.genes, (float) inverseVariance);
        for (double place : moving.latent) {
            sum += GeneMixture.exact(place * place * inverseVariance);
        }
        return sum;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
