package org.expressway.analysis.guard;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Eigenvectors of a small symmetric matrix by Jacobi's rotations, cyclic by rows (Golub and Van Loan, Matrix Computations,
 * section 8.5). It uses the four operations and a square root only, so the same matrix gives the same bits everywhere. Cost: some
 * eight sweeps of 6 n³ operations.
 *
 * @param values descending
 * @param vectors one eigenvector a row, in the order of the values, its greatest component positive
 */
record Eigen(double[] values, double[][] vectors) {
    private static final int SWEEPS = 60;

    static Eigen of(double[][] symmetric) {
        int n = symmetric.length;
        double[][] a = new double[n][];
        double[][] v = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = symmetric[i].clone();
            v[i][i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS && sweep(a, v); sweep++) {
            // each sweep turns every pair once
        }
        return sorted(a, v);
    }

    /** Whether anything was left to turn. */
    private static boolean sweep(double[][] a, double[][] v) {
        boolean turned = false;
        for (int p = 0; p < a.length; p++) {
            for (int q = p + 1; q < a.length; q++) {
                if (Math.abs(a[p][q]) > 1e-15 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
                    rotate(a, v, p, q);
                    turned = true;
                }
            }
        }
        return turned;
    }

    private static void rotate(double[][] a, double[][] v, int p, int q) {
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        turnRows(a, p, q, c, s);
        turnRows(v, p, q, c, s);
        a[p][q] = 0;
        a[q][p] = 0;
    }

    private static void turnRows(double[][] rows, int p, int q, double c, double s) {
        for (int k = 0; k < rows.length; k++) {
            double pk = rows[p][k];
            double qk = rows[q][k];
            rows[p][k] = c * pk - s * qk;
            rows[q][k] = s * pk + c * qk;
        }
    }

    private static Eigen sorted(double[][] a, double[][] v) {
        int n = a.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]).thenComparing(i -> i))
                .mapToInt(i -> i)
                .toArray();
        double[] values = new double[n];
        double[][] vectors = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = a[order[i]][order[i]];
            vectors[i] = facingUp(v[order[i]]);
        }
        return new Eigen(values, vectors);
    }

    private static double[] facingUp(double[] vector) {
        double greatest = 0;
        for (double x : vector) {
            greatest = Math.abs(x) > Math.abs(greatest) ? x : greatest;
        }
        if (greatest < 0) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] = -vector[i];
            }
        }
        return vector;
    }
}
