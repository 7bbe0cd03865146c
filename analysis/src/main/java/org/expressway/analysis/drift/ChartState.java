package org.expressway.analysis.drift;

import org.jspecify.annotations.Nullable;

/**
 * The moving averages of one chart, and what they are measured from. Two numbers a gene, whatever it has seen. Mutable;
 * not for several threads.
 *
 * <p>With {@code learning} samples, the first ones of a chart only say what is usual here: a laboratory that has always
 * been a little off the reference is not drifting. Their mean is frozen then, and the averages are of what is beside
 * it. Without, charts begin at once and are measured from the reference itself.
 *
 * <p>A gene that a sample lacks keeps its average; its variance is taken as if it had been there.
 */
final class ChartState {
    private static final double CUT = 6;
    /** One call that is not sure is no drift by itself, however sure all others are: it takes a few of them. */
    private static final double CALL_CUT = 3;

    private final int learning;
    private final Averages usual;
    private final Averages moving;
    private long samples;

    /** One number a gene, one a dimension of the composition, and three more. Mutable. */
    static final class Averages {
        final float[] genes;
        final double[] latent;
        final double[] composition;
        final double[] scalars;

        Averages(float[] genes, double[] latent, double[] composition, double[] scalars) {
            if (scalars.length != 3) {
                throw new IllegalArgumentException(scalars.length + " averages of single numbers, expected 3");
            }
            this.genes = genes;
            this.latent = latent;
            this.composition = composition;
            this.scalars = scalars;
        }

        static Averages none(int genes, int axes, int dimensions) {
            return new Averages(new float[genes], new double[axes], new double[dimensions], new double[3]);
        }

        /** Moves a share {@code take} of the way to what is seen, measured from {@code usual}. @param energy standardised */
        void move(Observation seen, double energy, Averages usual, double take) {
            scalars[0] = moved(scalars[0], energy, usual.scalars[0], take, CUT);
            scalars[1] = moved(scalars[1], seen.confidence(), usual.scalars[1], take, CALL_CUT);
            scalars[2] = moved(scalars[2], seen.ambiguity(), usual.scalars[2], take, CALL_CUT);
            move(latent, seen.latent(), usual.latent, take);
            move(composition, seen.composition(), usual.composition, take);
            float keep = (float) (1 - take);
            float unit = (float) (take / Observation.STEPS);
            float part = (float) take;
            byte[] z = seen.genes();
            for (int g = 0; g < genes.length; g++) {
                genes[g] =
                        z[g] == Observation.MISSING ? genes[g] : keep * genes[g] + unit * z[g] - part * usual.genes[g];
            }
        }

        private static void move(double[] averages, double[] seen, double[] usual, double take) {
            for (int k = 0; k < averages.length; k++) {
                averages[k] = moved(averages[k], seen[k], usual[k], take, CUT);
            }
        }

        private static double moved(double before, double seen, double usual, double take, double most) {
            double cut = Math.max(-most, Math.min(most, seen));
            return Double.isNaN(seen) ? before : (1 - take) * before + take * (cut - usual);
        }
    }

    ChartState(int genes, int axes, int dimensions, int learning) {
        this(learning, 0, Averages.none(genes, axes, dimensions), Averages.none(genes, axes, dimensions));
    }

    ChartState(int learning, long samples, Averages usual, Averages moving) {
        if (usual.genes.length != moving.genes.length
                || usual.latent.length != moving.latent.length
                || usual.composition.length != moving.composition.length) {
            throw new IllegalArgumentException(
                    "a chart's averages are of other genes or dimensions than what is usual");
        }
        this.learning = learning;
        this.samples = samples;
        this.usual = usual;
        this.moving = moving;
    }

    long samples() {
        return samples;
    }

    int learning() {
        return learning;
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
        double energy = seen.energy().standardised(Energy.log(seen.genes(), usual.genes, behind));
        samples++;
        if (samples <= learning) {
            learn(seen, energy);
            return null;
        }
        moving.move(seen, energy, usual, Smoothing.LAMBDA);
        double variance = Smoothing.variance(watched());
        double sd = Math.sqrt(variance);
        double baseline = learning > 0 ? 1. / learning : 0;
        return new double[] {
            Math.abs(moving.scalars[0]) / sd,
            mixture(1 / (variance + baseline)),
            squares(moving.composition) / variance,
            Math.max(-moving.scalars[1], moving.scalars[2]) / sd
        };
    }

    /** The energy of the first sample is beside nothing yet, and tells where the site stands, not how it varies. */
    private void learn(Observation seen, double energy) {
        double known = usual.scalars[0];
        Averages zero = Averages.none(usual.genes.length, usual.latent.length, usual.composition.length);
        usual.move(seen, energy, zero, 1. / samples);
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
    }

    /** Variance of a gene's moving average in control, the error of what it is measured from included. */
    double variance(int learnedFrom) {
        return Smoothing.variance(Math.max(1, watched())) + 1. / (learning > 0 ? learning : learnedFrom);
    }

    private double mixture(double inverseVariance) {
        double sum = 0;
        float inverse = (float) inverseVariance;
        for (float e : moving.genes) {
            sum += GeneMixture.of(e * e * inverse);
        }
        for (double place : moving.latent) {
            sum += GeneMixture.of(place * place * inverseVariance);
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
