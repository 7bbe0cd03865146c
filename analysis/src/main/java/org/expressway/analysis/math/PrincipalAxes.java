package org.expressway.analysis.math;

import java.util.Arrays;

/**
 * The leading principal axes of rows, by block power (subspace) iteration (Golub and Van Loan, Matrix Computations,
 * section 8.2.4).
 *
 * <pre>
 *   repeat {@value #ROUNDS} times:   scores = rows · axesᵀ;   axes = scoresᵀ · rows;   axes orthonormal (Gram-Schmidt, twice)
 * </pre>
 *
 * <p>The covariance is never formed: {@value #ROUNDS} · 4 · n · m · k operations, 1.2e9 for 1,000 rows of 2,000 columns and
 * 10 axes, and n · k numbers beside the rows. The axes span the leading subspace up to (λ_{k+1}/λ_j)^{2·rounds}; axes of
 * nearly equal variance may turn into each other, which the space and what is left outside of it do not see. Start and
 * order of every sum are fixed, so the same rows give the same bits. Rows of lower rank give axes of zeros.
 */
public final class PrincipalAxes {
    private static final int ROUNDS = 15;
    /** What is left of an axis after its predecessors are taken out, relative, below which it is rounding. */
    private static final double NOTHING = 1e-9;

    private PrincipalAxes() {}

    /**
     * Axes of centred rows.
     *
     * @param rows n rows of m columns, centred, no NaN
     * @param count number of axes
     * @return count × m, orthonormal; a row of zeros where the rows have no further direction
     */
    public static double[][] of(double[][] rows, int count) {
        return of(Arrays.asList(rows), rows.length == 0 ? 0 : rows[0].length, count);
    }

    /**
     * The same of rows that are gone through {@value #ROUNDS} times and need not be in memory together.
     *
     * @param columns of each row
     */
    public static double[][] of(Iterable<double[]> rows, int columns, int count) {
        double[][] axes = start(count, columns);
        orthonormalise(axes);
        for (int round = 0; round < ROUNDS; round++) {
            axes = multiplied(rows, axes);
            orthonormalise(axes);
        }
        return axes;
    }

    /** The part of a row along each axis. */
    public static double[] scores(double[][] axes, double[] row) {
        double[] scores = new double[axes.length];
        for (int k = 0; k < axes.length; k++) {
            scores[k] = Vectors.dot(axes[k], row);
        }
        return scores;
    }

    private static double[][] multiplied(Iterable<double[]> rows, double[][] axes) {
        double[][] next = new double[axes.length][axes.length == 0 ? 0 : axes[0].length];
        for (double[] row : rows) {
            double[] scores = scores(axes, row);
            for (int k = 0; k < axes.length; k++) {
                Vectors.add(next[k], scores[k], row);
            }
        }
        return next;
    }

    private static void orthonormalise(double[][] axes) {
        for (int k = 0; k < axes.length; k++) {
            double before = Math.sqrt(Vectors.dot(axes[k], axes[k]));
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    Vectors.add(axes[k], -Vectors.dot(axes[j], axes[k]), axes[j]);
                }
            }
            double left = Math.sqrt(Vectors.dot(axes[k], axes[k]));
            scale(axes[k], left > NOTHING * before ? 1 / left : 0);
        }
    }

    /** Numbers without a pattern that data could share: SplitMix64's finalizer (Steele et al. 2014) over the places. */
    private static double[][] start(int count, int columns) {
        double[][] axes = new double[count][columns];
        long place = 0;
        for (double[] axis : axes) {
            for (int g = 0; g < columns; g++) {
                long mixed = ++place * 0x9e3779b97f4a7c15L;
                mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
                mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
                axis[g] = mixed * 0x1p-63;
            }
        }
        return axes;
    }

    private static void scale(double[] axis, double factor) {
        for (int g = 0; g < axis.length; g++) {
            axis[g] *= factor;
        }
    }
}
