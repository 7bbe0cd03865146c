package org.expressway.trainer.recipe;

import java.util.Arrays;
import org.expressway.trainer.cohort.HeapRoom;
import org.expressway.trainer.cohort.UnfitTrainingSet;

/** The coordinates the logistic weights are sought in: the genes, or the shorter rotation where samples are fewer. */
sealed interface Basis {
    Scores scores(int[] y, int classes);

    /** The model over genes that θ (weights, then intercepts) stands for. */
    AffineLayer layer(double[] theta, int classes);

    /** @throws org.expressway.trainer.cohort.UnfitTrainingSet when the heap cannot hold the samples in these coordinates */
    static Basis of(Standardised x) {
        requireRoom(x);
        if (x.genes() > x.samples()) {
            return new Rotated(Rotation.of(x), x.genes());
        }
        double[] values = new double[x.samples() * x.genes()];
        x.block(0, x.genes(), values);
        return new Genes(values, x.genes());
    }

    /** Four matrices of doubles at most: eigenvectors, scores, the way back, and a copy on its way to OpenBLAS. */
    private static void requireRoom(Standardised x) {
        double places = (double) x.samples() * Math.min(x.samples(), x.genes());
        String what = "a logistic model of %d samples of %d genes".formatted(x.samples(), x.genes());
        HeapRoom.require(4 * Double.BYTES * places, what);
        if (places > Integer.MAX_VALUE) {
            throw new UnfitTrainingSet(what + " has more coordinates than 2^31; take fewer samples or genes");
        }
    }

    record Genes(double[] x, int genes) implements Basis {
        @Override
        public Scores scores(int[] y, int classes) {
            return new Scores(x, genes, y, classes);
        }

        @Override
        public AffineLayer layer(double[] theta, int classes) {
            return new AffineLayer(
                    genes, classes, floats(theta, 0, genes * classes), floats(theta, genes * classes, classes));
        }
    }

    record Rotated(Rotation rotation, int genes) implements Basis {
        @Override
        public Scores scores(int[] y, int classes) {
            return new Scores(rotation.scores(), rotation.dimensions(), y, classes);
        }

        @Override
        public AffineLayer layer(double[] theta, int classes) {
            int weights = rotation.dimensions() * classes;
            double[] ofGenes = rotation.weightsOfGenes(Arrays.copyOf(theta, weights), classes);
            return new AffineLayer(genes, classes, floats(ofGenes, 0, ofGenes.length), floats(theta, weights, classes));
        }
    }

    private static float[] floats(double[] values, int from, int count) {
        float[] out = new float[count];
        for (int j = 0; j < count; j++) {
            out[j] = (float) values[from + j];
        }
        return out;
    }
}
