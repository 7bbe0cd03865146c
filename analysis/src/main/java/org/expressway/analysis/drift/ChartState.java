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

    private final int learning;
    private final Averages usual;
    private final Averages moving;
    private long samples;

    /** One number a gene, one a dimension of the composition, and three more. Mutable. */
    static final class Averages {
        final float[] genes;
        final double[] composition;
        final double[] scalars;

        Averages(float[] genes, double[] composition, double[] scalars) {
            if (scalars.length != 3) {
                throw new IllegalArgumentException(scalars.length + " averages of single numbers, expected 3");
            }
            this.genes = genes;
            this.composition = composition;
            this.scalars = scalars;
        }

        static Averages none(int genes, int dimensions) {
            return new Averages(new float[genes], new double[dimensions], new double[3]);
        }

        /** Moves a share {@code take} of the way to what is seen, measured from {@code usual}. */
        void move(Observation seen, Averages usual, double take) {
            double[] three = {seen.energy(), seen.confidence(), seen.ambiguity()};
            for (int k = 0; k < three.length; k++) {
                scalars[k] = moved(scalars[k], three[k], usual.scalars[k], take);
            }
            for (int k = 0; k < composition.length; k++) {
                composition[k] = moved(composition[k], seen.composition()[k], usual.composition[k], take);
            }
            float keep = (float) (1 - take);
            float unit = (float) (take / Observation.STEPS);
            float part = (float) take;
            byte[] z = seen.genes();
            for (int g = 0; g < genes.length; g++) {
                genes[g] =
                        z[g] == Observation.MISSING ? genes[g] : keep * genes[g] + unit * z[g] - part * usual.genes[g];
            }
        }

        private static double moved(double before, double seen, double usual, double take) {
            double cut = Math.max(-CUT, Math.min(CUT, seen));
            return Double.isNaN(seen) ? before : (1 - take) * before + take * (cut - usual);
        }
    }

    ChartState(int genes, int dimensions, int learning) {
        this(learning, 0, Averages.none(genes, dimensions), Averages.none(genes, dimensions));
    }

    ChartState(int learning, long samples, Averages usual, Averages moving) {
        if (usual.genes.length != moving.genes.length || usual.composition.length != moving.composition.length) {
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
        samples++;
        if (samples <= learning) {
            Averages zero = Averages.none(usual.genes.length, usual.composition.length);
            usual.move(seen, zero, 1. / samples);
            return null;
        }
        moving.move(seen, usual, Smoothing.LAMBDA);
        double variance = Smoothing.variance(watched());
        double sd = Math.sqrt(variance);
        return new double[] {
            Math.abs(moving.scalars[0]) / sd,
            mixture((float) (1 / variance)),
            squares(moving.composition) / variance,
            Math.max(-moving.scalars[1], moving.scalars[2]) / sd
        };
    }

    private void requireFit(Observation seen) {
        int genes = usual.genes.length;
        int dimensions = usual.composition.length;
        if (seen.genes().length != genes || seen.composition().length != dimensions) {
            throw new IllegalArgumentException("an observation of %d genes and %d dimensions for a chart of %d and %d"
                    .formatted(seen.genes().length, seen.composition().length, genes, dimensions));
        }
    }

    /** Each gene's moving average in its in-control standard deviations. */
    double[] significance() {
        double sd = Math.sqrt(Smoothing.variance(Math.max(1, watched())));
        double[] a = new double[moving.genes.length];
        for (int g = 0; g < a.length; g++) {
            a[g] = moving.genes[g] / sd;
        }
        return a;
    }

    /** Variance of a gene's moving average in control, the error of what it is measured from included. */
    double variance(int learnedFrom) {
        return Smoothing.variance(Math.max(1, watched())) + 1. / (learning > 0 ? learning : learnedFrom);
    }

    private double mixture(float inverseVariance) {
        double sum = 0;
        for (float e : moving.genes) {
            sum += GeneMixture.of(e * e * inverseVariance);
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
