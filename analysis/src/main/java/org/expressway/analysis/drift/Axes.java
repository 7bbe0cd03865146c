package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.expressway.analysis.math.PrincipalAxes;

/**
 * Orthonormal axes in single precision, and what lies along and outside of them.
 *
 * @param rows axes × genes
 */
record Axes(float[][] rows) {
    private static final int LANES = 256;

    /**
     * The leading axes of standardised samples, which are gone through many times and need not be in memory together; NaN
     * counts as 0, what is expected.
     *
     * @param z the samples from the first on, each time it is asked
     */
    static Axes of(Supplier<Stream<float[]>> z, int genes, int count) {
        Iterable<double[]> wide = () -> z.get().map(Axes::widened).iterator();
        double[][] axes = count == 0 ? new double[0][] : PrincipalAxes.of(wide, genes, count);
        return new Axes(Arrays.stream(axes).map(Axes::narrowed).toArray(float[][]::new));
    }

    private static double[] widened(float[] z) {
        double[] wide = new double[z.length];
        for (int g = 0; g < wide.length; g++) {
            wide[g] = Float.isNaN(z[g]) ? 0 : z[g];
        }
        return wide;
    }

    private static float[] narrowed(double[] axis) {
        float[] narrow = new float[axis.length];
        for (int g = 0; g < narrow.length; g++) {
            narrow[g] = (float) axis[g];
        }
        return narrow;
    }

    int count() {
        return rows.length;
    }

    /** One number an axis; {@code z} without NaN. */
    double[] scores(float[] z) {
        double[] scores = new double[rows.length];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = dot(rows[k], z);
        }
        return scores;
    }

    /** What lies outside of the axes, by gene; NaN stays. @param scores of {@code z} */
    float[] rest(float[] z, double[] scores) {
        float[] rest = z.clone();
        for (int k = 0; k < scores.length; k++) {
            float score = (float) scores[k];
            float[] axis = rows[k];
            for (int g = 0; g < rest.length; g++) {
                rest[g] -= score * axis[g];
            }
        }
        return rest;
    }

    /** {@value #LANES} sums side by side, in an order that never changes, so the same bits everywhere. */
    private static double dot(float[] a, float[] b) {
        float[] lanes = new float[LANES];
        int i = 0;
        for (; i + LANES <= a.length; i += LANES) {
            for (int j = 0; j < LANES; j++) {
                lanes[j] += a[i + j] * b[i + j];
            }
        }
        double sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        for (; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
