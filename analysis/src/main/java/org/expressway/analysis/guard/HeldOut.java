package org.expressway.analysis.guard;

import java.util.Arrays;

/**
 * How the classes look to samples that the axes were not chosen by.
 *
 * <p>In its own samples a discriminant separates classes too well: it was chosen to. So the reference is split in five,
 * each part is looked at along the axes of the other four, and three figures are taken from there: by how much the distances
 * between classes are overstated (regression of held-out samples on their classes' means), how much each class varies about
 * its mean along the axes (drawn to the pool with the weight of five samples), and how much samples vary beside them.
 * All are free of the turn that each fold's axes have.
 *
 * @param shrinkage of the distances between class means
 * @param spreads variance per class
 * @param ownVariance variance beside the axes, NaN without such directions
 */
record HeldOut(double shrinkage, double[] spreads, double ownVariance) {
    private static final double PRIOR_SAMPLES = 5;

    static HeldOut of(Sheet sheet) {
        Tally tally = new Tally(sheet.classes());
        sheet.splits().forEach(tally::plus);
        return tally.result();
    }

    /** <b>Mutable</b> sums over the folds. */
    private static final class Tally {
        private final double[] squares;
        private final double[] values;
        private int axes;
        private double ownSquares;
        private double ownValues;
        private double product;
        private double norm;

        Tally(int classes) {
            squares = new double[classes];
            values = new double[classes];
        }

        void plus(Sheet.Split split) {
            Discriminants learned = Discriminants.of(split.learning());
            double[][] means = split.learning().means();
            double[] middle = learned.project(split.learning().mean(means));
            double[][] centres = new double[means.length][];
            for (int k = 0; k < means.length; k++) {
                centres[k] = learned.project(means[k]);
            }
            axes = learned.axes();
            for (int i = 0; i < split.heldOut().samples(); i++) {
                int k = split.heldOut().classOf()[i];
                sample(k, learned.project(split.heldOut().rows()[i]), centres[k], middle);
            }
        }

        private void sample(int k, double[] seen, double[] centre, double[] middle) {
            for (int d = 0; d < seen.length; d++) {
                double square = (seen[d] - centre[d]) * (seen[d] - centre[d]);
                if (d < axes) {
                    squares[k] += square;
                    values[k]++;
                    product += (seen[d] - middle[d]) * (centre[d] - middle[d]);
                    norm += (centre[d] - middle[d]) * (centre[d] - middle[d]);
                } else {
                    ownSquares += square;
                    ownValues++;
                }
            }
        }

        HeldOut result() {
            double own = ownValues > 0 ? ownSquares / ownValues : Double.NaN;
            double pool = sum(squares) / sum(values);
            double[] spreads = new double[squares.length];
            if (!(pool > 0) || !(norm > 0)) {
                Arrays.fill(spreads, 1);
                return new HeldOut(1, spreads, own);
            }
            double prior = PRIOR_SAMPLES * axes;
            for (int k = 0; k < spreads.length; k++) {
                spreads[k] = (squares[k] + prior * pool) / (values[k] + prior);
            }
            return new HeldOut(Math.max(0, Math.min(1, product / norm)), spreads, own);
        }

        private static double sum(double[] terms) {
            double sum = 0;
            for (double term : terms) {
                sum += term;
            }
            return sum;
        }
    }
}
