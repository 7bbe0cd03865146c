package org.expressway.trainer.recipe;

import static org.bytedeco.openblas.global.openblas.LAPACKE_dsyevd;
import static org.bytedeco.openblas.global.openblas.LAPACK_ROW_MAJOR;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dsyrk;

import org.bytedeco.javacpp.DoublePointer;

/**
 * Shorter coordinates for an L2-penalised linear model when there are more genes than samples.
 *
 * <p>With X = U S Vᵀ (samples × genes, standardised) every optimum has its weights in the span of the rows of X, because
 * the penalty makes any other component cost something and buy nothing: W = V w. Scores and penalty are those of the
 * small problem, XW = (US) w and ‖W‖ = ‖w‖, so fitting w on the scores US is the same model and not an approximation
 * (Hastie &amp; Tibshirani 2004, Biostatistics 5:329). 20,000 genes × 1,000 samples become 1,000 × 1,000.
 *
 * <p>U and S² are the eigenvectors and eigenvalues of the Gram matrix XXᵀ, summed over blocks of genes so that no second
 * copy of X is needed, nor X itself in memory; V = XᵀUS⁻¹ is never formed. Squaring the singular values loses the directions below
 * 1e-8 of the largest; they are dropped (eigenvalue under 1e-12 of the largest, among them the one that centring
 * removes), which changes a score by less than float32 resolves. Cost: n²·genes for the Gram matrix, 9n³ for the rest.
 */
final class Rotation {
    private static final int BLOCK = 1024;
    private static final double RANK_TOLERANCE = 1e-12;

    private final Standardised x;
    private final int samples;
    private final int genes;
    /** Samples × dimensions: U / S; empty where the genes themselves are the coordinates. */
    private final double[] scaledVectors;

    private final double[] scores;
    private final int dimensions;

    private Rotation(Standardised x) {
        this.x = x;
        this.samples = x.samples();
        this.genes = x.genes();
        double[] vectors = gram();
        double[] eigenvalues = eigen(vectors, samples);
        int first = firstSignificant(eigenvalues);
        this.dimensions = samples - first;
        this.scores = new double[samples * dimensions];
        this.scaledVectors = new double[samples * dimensions];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < dimensions; j++) {
                double u = vectors[i * samples + first + j];
                double s = Math.sqrt(eigenvalues[first + j]);
                scores[i * dimensions + j] = u * s;
                scaledVectors[i * dimensions + j] = u / s;
            }
        }
    }

    /** @param x read in blocks of genes now, and once more when weights are taken back */
    static Rotation of(Standardised x) {
        return new Rotation(x);
    }

    int dimensions() {
        return dimensions;
    }

    /** Samples × dimensions, row by row. */
    double[] scores() {
        return scores;
    }

    /** Takes weights back: dimensions × classes in, genes × classes out. */
    double[] weightsOfGenes(double[] weights, int classes) {
        double[] out = new double[genes * classes];
        try (NativeMatrix vectors = new NativeMatrix(scaledVectors, samples, dimensions)) {
            double[] perSample = vectors.times(weights, classes);
            float[] row = new float[genes];
            for (int i = 0; i < samples; i++) {
                x.row(i, row);
                addOuter(row, perSample, i * classes, classes, out);
            }
        }
        return out;
    }

    private static void addOuter(float[] row, double[] perSample, int at, int classes, double[] out) {
        for (int g = 0; g < row.length; g++) {
            double value = row[g];
            for (int c = 0; c < classes; c++) {
                out[g * classes + c] += value * perSample[at + c];
            }
        }
    }

    private double[] gram() {
        double[] gram = new double[samples * samples];
        try (DoublePointer sum = new DoublePointer(gram)) {
            for (int from = 0; from < genes; from += BLOCK) {
                int width = Math.min(BLOCK, genes - from);
                try (DoublePointer block = new DoublePointer(block(from, width))) {
                    cblas_dsyrk(
                            CblasRowMajor, CblasUpper, CblasNoTrans, samples, width, 1, block, width, 1, sum, samples);
                }
            }
            sum.get(gram);
        }
        return gram;
    }

    private double[] block(int from, int width) {
        double[] block = new double[samples * width];
        x.block(from, width, block);
        return block;
    }

    /** Replaces the upper triangle in {@code matrix} by the eigenvectors (columns) and returns the eigenvalues, ascending. */
    private static double[] eigen(double[] matrix, int n) {
        double[] eigenvalues = new double[n];
        int failed = LAPACKE_dsyevd(LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, matrix, n, eigenvalues);
        if (failed != 0) {
            throw new IllegalStateException(
                    "the eigenvalues of the %d samples' Gram matrix were not found (LAPACK dsyevd answered %d); are all values finite?"
                            .formatted(n, failed));
        }
        return eigenvalues;
    }

    private static int firstSignificant(double[] ascending) {
        double least = RANK_TOLERANCE * ascending[ascending.length - 1];
        int first = 0;
        while (first < ascending.length - 1 && ascending[first] <= least) {
            first++;
        }
        return first;
    }
}
