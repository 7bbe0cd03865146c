package org.expressway.trainer.recipe;

import org.expressway.trainer.cohort.Moments;
import org.expressway.trainer.cohort.Profiles;

/**
 * {@code (x − mean) · inverseSd} per gene, computed in float32 as the exported graph computes it.
 *
 * <p>Moments are those of the training side over the values present (divisor n). The standard deviation is floored, so
 * that a gene which happened to stand still among the training samples cannot shout when it moves in a new one.
 *
 * @param mean per gene, in the unit of the values; also what replaces a missing value
 * @param inverseSd per gene, 1 / max(sd, floor)
 */
public record Standardisation(float[] mean, float[] inverseSd) {
    /** log2 units; the standard deviation below which a gene counts as not varying in a reference as well. */
    static final double SD_FLOOR = .05;

    /** Learns the moments of these rows (at least one; NaN is missing); a gene never seen has mean 0. */
    static Standardisation of(Profiles rows) {
        Moments moments = Moments.of(rows);
        float[] mean = new float[rows.width()];
        float[] inverseSd = new float[mean.length];
        for (int g = 0; g < mean.length; g++) {
            mean[g] = (float) moments.mean()[g];
            inverseSd[g] = (float) (1 / Math.max(SD_FLOOR, Math.sqrt(moments.variance()[g])));
        }
        return new Standardisation(mean, inverseSd);
    }

    /** Writes a standardised row at {@code offset} of {@code out}; a missing value becomes 0, the mean. */
    void apply(float[] row, float[] out, int offset) {
        for (int g = 0; g < mean.length; g++) {
            float z = (row[g] - mean[g]) * inverseSd[g];
            out[offset + g] = Float.isNaN(z) ? 0 : z;
        }
    }

    /** All rows standardised one after the other: samples × genes, row by row. */
    float[] apply(float[][] rows) {
        float[] out = new float[Math.multiplyExact(rows.length, mean.length)];
        for (int i = 0; i < rows.length; i++) {
            apply(rows[i], out, i * mean.length);
        }
        return out;
    }

    /** Copies of these rows with missing values replaced by the training mean, as a scorer hands them to the exported model. */
    public float[][] imputed(float[][] rows) {
        float[][] out = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            out[i] = rows[i].clone();
            for (int g = 0; g < mean.length; g++) {
                out[i][g] = Float.isNaN(out[i][g]) ? mean[g] : out[i][g];
            }
        }
        return out;
    }
}
