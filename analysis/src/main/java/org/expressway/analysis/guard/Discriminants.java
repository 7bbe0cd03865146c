package org.expressway.analysis.guard;

import java.util.Arrays;
import org.expressway.analysis.math.PrincipalAxes;
import org.expressway.analysis.math.Vectors;

/**
 * Fisher's discriminants within a subspace, and the directions of that subspace beside them.
 *
 * <p>The subspace is spanned by the differences between the class means and the leading directions within the classes: the
 * discriminant vectors Sw^-1 (mu_k - mu) of a factor model lie in it, so little is lost, and Sw is small enough to be estimated. Sw
 * is shrunk by 30 % to a multiple of the identity, then made the identity; what is left of the class means is turned to its
 * principal axes (weighted by class size). With an identity inside the classes, directions beside these axes say nothing of the
 * class; they say how much this batch varies.
 *
 * @param directions latent x genes; the axes first
 * @param axes number of directions in which the classes differ
 */
record Discriminants(double[][] directions, int axes) {
    private static final int MAX_AXES = 30;
    private static final int OWN_DIRECTIONS = 20;
    private static final double RIDGE = .3;

    static Discriminants of(Sheet sheet) {
        double[][] means = sheet.means();
        double[][] residuals = sheet.residuals(means);
        double[][] offsets = offsets(sheet, means);
        double[][] span = span(sheet, offsets, residuals);
        double[][] whitening = whitening(span, residuals, sheet.samples() - sheet.classes());
        double[][] white = new double[span.length][];
        for (int d = 0; d < span.length; d++) {
            white[d] = Matrices.combine(whitening[d], span, sheet.genes());
        }
        return turned(sheet, offsets, white);
    }

    double[] project(double[] standardized) {
        return Matrices.dots(directions, standardized);
    }

    private static double[][] offsets(Sheet sheet, double[][] means) {
        double[] mean = sheet.mean(means);
        double[][] offsets = new double[means.length][];
        for (int k = 0; k < means.length; k++) {
            offsets[k] = means[k].clone();
            Vectors.add(offsets[k], -1, mean);
        }
        return offsets;
    }

    private static double[][] span(Sheet sheet, double[][] offsets, double[][] residuals) {
        int own = Math.min(OWN_DIRECTIONS, sheet.samples() - sheet.classes() - 1);
        double[][] leading = PrincipalAxes.of(residuals, Math.max(0, own));
        double[][] all = Arrays.copyOf(offsets, offsets.length + leading.length);
        System.arraycopy(leading, 0, all, offsets.length, leading.length);
        return Matrices.orthonormal(all);
    }

    /** Combinations of the span's directions whose within-class covariance, shrunk, is the identity. */
    private static double[][] whitening(double[][] span, double[][] residuals, int freedom) {
        int size = span.length;
        double[][] within = new double[size][size];
        for (double[] residual : residuals) {
            double[] seen = Matrices.dots(span, residual);
            for (int i = 0; i < size; i++) {
                Vectors.add(within[i], seen[i] / freedom, seen);
            }
        }
        double trace = 0;
        for (int i = 0; i < size; i++) {
            trace += within[i][i];
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                within[i][j] *= 1 - RIDGE;
            }
            within[i][i] += RIDGE * trace / size;
        }
        double[][] lower = Matrices.cholesky(within);
        return lower == null ? new double[0][] : Matrices.inverseLower(lower);
    }

    private static Discriminants turned(Sheet sheet, double[][] offsets, double[][] white) {
        int size = white.length;
        double[][] between = new double[size][size];
        int[] counts = sheet.counts();
        for (int k = 0; k < offsets.length; k++) {
            double[] seen = Matrices.dots(white, offsets[k]);
            for (int i = 0; i < size; i++) {
                Vectors.add(between[i], seen[i] * counts[k] / sheet.samples(), seen);
            }
        }
        Eigen eigen = Eigen.of(between);
        double[][] directions = new double[size][];
        for (int d = 0; d < size; d++) {
            directions[d] = Matrices.combine(eigen.vectors()[d], white, sheet.genes());
        }
        int axes = Math.min(Math.min(sheet.classes() - 1, MAX_AXES), size);
        return new Discriminants(kept(directions, axes, sheet.classes() - 1), axes);
    }

    /** Without the weaker axes, where there are more than the limit. */
    private static double[][] kept(double[][] directions, int axes, int discriminants) {
        int own = Math.max(0, directions.length - discriminants);
        double[][] kept = Arrays.copyOf(directions, axes + own);
        System.arraycopy(directions, directions.length - own, kept, axes, own);
        return kept;
    }
}
