package org.expressway.analysis.calibrate;

import java.util.List;
import org.expressway.analysis.math.Lanes;

/**
 * One sample standardised and laid on the axes of a {@link LatentSpace}.
 *
 * <p>With orthonormal axes the energy needs no second pass: Σ_g (z − Aᵀt)_g² = Σ z² − Σ t² over all genes, from which the
 * missing ones (z = 0), whose share is (Aᵀt)_g² each, are taken. The sums run as {@link Lanes} says.
 */
final class Projection {
    private static final int LANES = Lanes.COUNT;

    private final Tiles tiles;
    private final float[][] sums;
    private final float[] squares = new float[LANES];
    private final float[][] z = new float[Lanes.PASS][LANES];
    private final double[] latent;
    private final int missing;

    /** @param missing how many genes of the sample are NaN: where there are none, none is looked for */
    Projection(Tiles tiles, int axes, int missing) {
        this.tiles = tiles;
        this.missing = missing;
        this.sums = new float[axes][LANES];
        this.latent = new double[axes];
    }

    /** Tile by tile, so that each is fetched from memory once for all of them. Every sample's sums run as if it were alone. */
    static void together(List<Projection> projections, List<float[]> x) {
        int tiles = projections.get(0).tiles.mean().length;
        for (int t = 0; t < tiles; t += Lanes.PASS) {
            for (int i = 0; i < projections.size(); i++) {
                projections.get(i).add(x.get(i), t);
            }
        }
        projections.forEach(Projection::sumUp);
    }

    /** Adds {@value Tiles#PASS} tiles. */
    private void add(float[] x, int first) {
        for (int i = 0; i < Lanes.PASS; i++) {
            standardise(x, first + i, z[i]);
        }
        float[][][] axes = tiles.axes();
        for (int k = 0; k < sums.length; k++) {
            Lanes.addPass(axes, first, k, z, sums[k]);
        }
    }

    private void sumUp() {
        for (int k = 0; k < latent.length; k++) {
            latent[k] = Lanes.total(sums[k]);
        }
    }

    /** Behind the last gene z is 0, and adds nothing. */
    private void standardise(float[] x, int tile, float[] z) {
        Lanes.fill(x, tile, z);
        less(z, tiles.mean()[tile], tiles.inverseSd()[tile]);
        if (missing > 0) {
            Lanes.withoutNaN(z);
        }
        Lanes.add(z, z, squares);
    }

    private static void less(float[] z, float[] mean, float[] inverseSd) {
        for (int j = 0; j < LANES; j++) {
            z[j] = (z[j] - mean[j]) * inverseSd[j];
        }
    }

    double[] latent() {
        return latent;
    }

    /** Mean square over the genes present of what the axes do not explain. */
    double energy(float[] x) {
        double rest = Lanes.total(squares);
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
}
