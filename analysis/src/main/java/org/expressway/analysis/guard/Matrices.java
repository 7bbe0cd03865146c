package org.expressway.analysis.guard;

import java.util.Arrays;
import org.expressway.analysis.math.Vectors;
import org.jspecify.annotations.Nullable;

/** Small dense linear algebra on rows, every sum in index order. */
final class Matrices {
    private Matrices() {}

    /** Sum over i of weights[i] * rows[i], a row of {@code columns}. */
    static double[] combine(double[] weights, double[][] rows, int columns) {
        double[] out = new double[columns];
        for (int i = 0; i < rows.length; i++) {
            Vectors.add(out, weights[i], rows[i]);
        }
        return out;
    }

    /** The dot product of {@code vector} with every row. */
    static double[] dots(double[][] rows, double[] vector) {
        double[] out = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            out[i] = Vectors.dot(rows[i], vector);
        }
        return out;
    }

    /**
     * Makes the rows orthonormal, from the first to the last (Gram and Schmidt, twice each against cancellation), and leaves
     * out those that the rows before them explain.
     */
    static double[][] orthonormal(double[][] rows) {
        double[][] kept = new double[rows.length][];
        int count = 0;
        for (double[] row : rows) {
            double[] rest = row.clone();
            double before = Math.sqrt(Vectors.dot(rest, rest));
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < count; i++) {
                    Vectors.add(rest, -Vectors.dot(rest, kept[i]), kept[i]);
                }
            }
            double length = Math.sqrt(Vectors.dot(rest, rest));
            if (length > 1e-6 * before) {
                kept[count++] = scaled(rest, 1 / length);
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /**
     * Lower triangle L with L L' = the symmetric matrix (Cholesky).
     *
     * @return null when the matrix is not positive definite
     */
    static double @Nullable [][] cholesky(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(rest > 0)) {
                    return null;
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
        }
        return lower;
    }

    /** x with L x = b. */
    static double[] solveLower(double[][] lower, double[] b) {
        double[] x = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            double rest = b[i];
            for (int k = 0; k < i; k++) {
                rest -= lower[i][k] * x[k];
            }
            x[i] = rest / lower[i][i];
        }
        return x;
    }

    /** Rows of the inverse of L: row i holds what makes e_i of a vector times it. */
    static double[][] inverseLower(double[][] lower) {
        int n = lower.length;
        double[][] inverse = new double[n][n];
        for (int j = 0; j < n; j++) {
            double[] unit = new double[n];
            unit[j] = 1;
            double[] column = solveLower(lower, unit);
            for (int i = 0; i < n; i++) {
                inverse[i][j] = column[i];
            }
        }
        return inverse;
    }

    private static double[] scaled(double[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] *= factor;
        }
        return row;
    }
}
