package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.expressway.analysis.math.Lanes;
import org.expressway.analysis.math.PrincipalAxes;

/** Orthonormal axes in single precision, and what lies along and outside of them. */
final class Axes {
    private final float[][] rows;
    private final float[][][] tiles;

    /** @param rows axes × genes */
    Axes(float[][] rows) {
        this.rows = rows;
        this.tiles = Lanes.cut(rows, rows.length == 0 ? 0 : rows[0].length);
    }

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

    /** Axes × genes. */
    float[][] rows() {
        return rows;
    }

    int count() {
        return rows.length;
    }

    /** One number an axis; NaN counts as 0. It is looked for only where it has shown: looking takes as long as two axes. */
    double[] scores(float[] z) {
        double[] scores = scores(z, false);
        return scores.length > 0 && Double.isNaN(scores[0]) ? scores(z, true) : scores;
    }

    private double[] scores(float[] z, boolean missing) {
        float[][] sums = new float[rows.length][Lanes.COUNT];
        float[][] pass = new float[Lanes.PASS][Lanes.COUNT];
        for (int t = 0; t < tiles.length; t += Lanes.PASS) {
            for (int i = 0; i < Lanes.PASS; i++) {
                Lanes.fill(z, t + i, pass[i]);
                if (missing) {
                    Lanes.withoutNaN(pass[i]);
                }
            }
            addPass(t, pass, sums);
        }
        return Arrays.stream(sums).mapToDouble(Lanes::total).toArray();
    }

    private void addPass(int first, float[][] pass, float[][] sums) {
        for (int k = 0; k < sums.length; k++) {
            Lanes.addPass(tiles, first, k, pass, sums[k]);
        }
    }

    /** What lies outside of the axes, by gene; NaN stays. @param scores of {@code z} */
    float[] rest(float[] z, double[] scores) {
        float[] one = new float[z.length];
        Arrays.fill(one, 1);
        return rest(z, scores, one);
    }

    /** The same in units of its own. @param unit one a gene */
    float[] rest(float[] z, double[] scores, float[] unit) {
        float[] rest = new float[z.length];
        rest(z, scores, unit, (tile, t) -> Lanes.put(tile, t, rest));
        return rest;
    }

    /** The same tile by tile. */
    void rest(float[] z, double[] scores, float[] unit, TileTaker taker) {
        float[] tile = new float[Lanes.COUNT];
        float[] units = new float[Lanes.COUNT];
        for (int t = 0; t < Lanes.tiles(z.length); t++) {
            Lanes.fill(z, t, tile);
            Lanes.fill(unit, t, units);
            if (scores.length > 0) {
                takeOff(scores, tiles[t], tile);
            }
            Lanes.divide(tile, units);
            taker.take(tile, t);
        }
    }

    /** Takes one tile; it is written on again afterwards. */
    interface TileTaker {
        void take(float[] tile, int t);
    }

    private static void takeOff(double[] scores, float[][] axes, float[] tile) {
        int k = 0;
        for (; k + 3 < scores.length; k += 4) {
            Lanes.subtractFour(
                    (float) scores[k],
                    axes[k],
                    (float) scores[k + 1],
                    axes[k + 1],
                    (float) scores[k + 2],
                    axes[k + 2],
                    (float) scores[k + 3],
                    axes[k + 3],
                    tile);
        }
        for (; k < scores.length; k++) {
            Lanes.subtract((float) scores[k], axes[k], tile);
        }
    }
}
