package org.expressway.analysis.calibrate;

import java.util.Arrays;

/**
 * One sample standardised and laid on the axes of a {@link LatentSpace}.
 *
 * <p>With orthonormal axes the energy needs no second pass: Σ_g (z − Aᵀt)_g² = Σ z² − Σ t² over all genes, from which the
 * missing ones (z = 0), whose share is (Aᵀt)_g² each, are taken. The sums run in tiles: {@value Tiles#LANES} partial sums stand side
 * by side, one for every gene modulo {@value Tiles#LANES}, which the compiler turns into vector instructions; each adds up no more than
 * genes / {@value Tiles#LANES} floats, so that float32 costs about 1e-6 of the sum, and the order, hence the bits, is the same on every
 * machine.
 */
final class Projection {
    private static final int LANES = Tiles.LANES;

    private final Tiles tiles;
    private final float[][] sums;
    private final float[] squares = new float[LANES];
    private final float[] z = new float[LANES];
    private final double[] latent;
    private int missing;

    Projection(Tiles tiles, int axes) {
        this.tiles = tiles;
        this.sums = new float[axes][LANES];
        this.latent = new double[axes];
    }

    Projection of(float[] x) {
        for (int t = 0; t < tiles.mean().length; t++) {
            standardise(x, t);
            float[][] axes = tiles.axes()[t];
            for (int k = 0; k < axes.length; k++) {
                add(axes[k], z, sums[k]);
            }
        }
        for (int k = 0; k < latent.length; k++) {
            latent[k] = total(sums[k]);
        }
        return this;
    }

    /** Behind the last gene z is 0, and adds nothing. */
    private void standardise(float[] x, int tile) {
        int from = tile * LANES;
        int width = Math.min(LANES, x.length - from);
        System.arraycopy(x, from, z, 0, width);
        Arrays.fill(z, width, LANES, 0);
        int unseen = unseen(z);
        less(z, tiles.mean()[tile], tiles.inverseSd()[tile]);
        if (unseen > 0) {
            withoutNaN(z);
            missing += unseen;
        }
        add(z, z, squares);
    }

    private static int unseen(float[] values) {
        int unseen = 0;
        for (float value : values) {
            unseen += Float.isNaN(value) ? 1 : 0;
        }
        return unseen;
    }

    private static void less(float[] z, float[] mean, float[] inverseSd) {
        for (int j = 0; j < LANES; j++) {
            z[j] = (z[j] - mean[j]) * inverseSd[j];
        }
    }

    private static void withoutNaN(float[] z) {
        for (int j = 0; j < LANES; j++) {
            z[j] = Float.isNaN(z[j]) ? 0 : z[j];
        }
    }

    private static void add(float[] a, float[] b, float[] sum) {
        for (int j = 0; j < LANES; j++) {
            sum[j] += a[j] * b[j];
        }
    }

    double[] latent() {
        return latent;
    }

    /** Mean square over the genes present of what the axes do not explain. */
    double energy(float[] x) {
        double rest = total(squares);
        for (double t : latent) {
            rest -= t * t;
        }
        for (int g = 0; missing > 0 && g < x.length; g++) {
            rest -= Float.isNaN(x[g]) ? explained(g) * explained(g) : 0;
        }
        int present = x.length - missing;
        return present == 0 ? 0 : Math.max(0, rest) / present;
    }

    private double explained(int gene) {
        double explained = 0;
        for (int k = 0; k < latent.length; k++) {
            explained += tiles.axes()[gene / LANES][k][gene % LANES] * latent[k];
        }
        return explained;
    }

    private static double total(float[] lanes) {
        double total = 0;
        for (float lane : lanes) {
            total += lane;
        }
        return total;
    }
}
