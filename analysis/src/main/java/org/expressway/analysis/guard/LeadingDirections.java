package org.expressway.analysis.guard;

import java.util.Arrays;

/**
 * The directions in which rows vary most, by subspace iteration: V becomes the orthonormal form of R'R V, again and again
 * (Golub and Van Loan, Matrix Computations, section 8.2.4), and is then turned to its own principal axes.
 *
 * <p>It starts from rows of R itself, evenly spaced, so that nothing is random; a few vectors more than asked for make it
 * converge quickly. The directions only have to <i>span</i> where most of the variance is; eight rounds do. Cost: about 40
 * · rows · columns · directions operations.
 */
final class LeadingDirections {
    private static final int ROUNDS = 8;
    private static final int SPARE = 8;

    private LeadingDirections() {}

    /** At most {@code count} orthonormal directions, the greatest first; fewer where the rows have no more. */
    static double[][] of(double[][] rows, int count) {
        if (count <= 0) {
            return new double[0][];
        }
        double[][] directions = Matrices.orthonormal(start(rows, Math.min(rows.length, count + SPARE)));
        for (int round = 0; round < ROUNDS; round++) {
            directions = Matrices.orthonormal(scattered(rows, directions));
        }
        double[][] turned = principal(rows, directions);
        return Arrays.copyOf(turned, Math.min(count, turned.length));
    }

    private static double[][] start(double[][] rows, int count) {
        double[][] start = new double[count][];
        for (int i = 0; i < count; i++) {
            start[i] = rows[(int) ((long) i * rows.length / count)].clone();
        }
        return start;
    }

    /** R'R V, row by row of R. */
    private static double[][] scattered(double[][] rows, double[][] directions) {
        double[][] out = new double[directions.length][rows[0].length];
        for (double[] row : rows) {
            for (int d = 0; d < directions.length; d++) {
                Matrices.add(out[d], Matrices.dot(row, directions[d]), row);
            }
        }
        return out;
    }

    private static double[][] principal(double[][] rows, double[][] directions) {
        double[][] image = scattered(rows, directions);
        double[][] inner = new double[directions.length][];
        for (int d = 0; d < directions.length; d++) {
            inner[d] = Matrices.dots(directions, image[d]);
        }
        double[][] turns = Eigen.of(inner).vectors();
        double[][] turned = new double[directions.length][];
        for (int d = 0; d < directions.length; d++) {
            turned[d] = Matrices.combine(turns[d], directions, rows[0].length);
        }
        return turned;
    }
}
