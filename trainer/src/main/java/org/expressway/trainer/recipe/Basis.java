package org.expressway.trainer.recipe;

import java.util.Arrays;

/** The coordinates the logistic weights are sought in: the genes, or the shorter rotation where samples are fewer. */
sealed interface Basis {
    Scores scores(int[] y, int classes);

    /** The model over genes that θ (weights, then intercepts) stands for. */
    AffineLayer layer(double[] theta, int classes);

    /** @param x samples × genes, standardised, row by row */
    static Basis of(float[] x, int samples, int genes) {
        return genes > samples ? new Rotated(Rotation.of(x, samples, genes), genes) : new Genes(x, genes);
    }

    record Genes(float[] x, int genes) implements Basis {
        @Override
        public Scores scores(int[] y, int classes) {
            double[] values = new double[x.length];
            for (int j = 0; j < x.length; j++) {
                values[j] = x[j];
            }
            return new Scores(values, genes, y, classes);
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
