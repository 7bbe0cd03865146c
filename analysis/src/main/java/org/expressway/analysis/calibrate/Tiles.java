package org.expressway.analysis.calibrate;

import org.expressway.analysis.math.Lanes;

/**
 * What a {@link Projection} reads of a latent space, cut as {@link Lanes} says.
 *
 * @param axes tiles × axes × lanes
 * @param mean tiles × lanes
 * @param inverseSd tiles × lanes
 */
record Tiles(float[][][] axes, float[][] mean, float[][] inverseSd) {
    static Tiles of(float[][] axes, float[] mean, float[] inverseSd) {
        return new Tiles(Lanes.cut(axes, mean.length), Lanes.cut(mean), Lanes.cut(inverseSd));
    }
}
