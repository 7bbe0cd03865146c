package org.expressway.trainer.snapshot;

import org.expressway.trainer.cohort.Profiles;

/**
 * What stands in for a missing value, and how often it had to: the mean of the gene in the reference, which is what
 * the scale says of a sample that says nothing. A gene that the reference does not know either stays missing.
 */
public final class Imputation {
    private final float[] means;
    private final int[] perGene;

    /** @param means per gene in panel order, log2 on the reference's scale; not finite where the reference has none */
    public Imputation(double[] means) {
        this.means = new float[means.length];
        this.perGene = new int[means.length];
        for (int g = 0; g < means.length; g++) {
            this.means[g] = Double.isFinite(means[g]) ? (float) means[g] : Float.NaN;
        }
    }

    /** Counts the gaps of these profiles, which are filled as they are read. */
    void count(Profiles unfilled) {
        for (float[] values : unfilled) {
            for (int g = 0; g < values.length; g++) {
                if (Float.isNaN(values[g])) {
                    perGene[g]++;
                }
            }
        }
    }

    /** The reference's means; NaN where it has none. */
    float[] means() {
        return means.clone();
    }

    /** The reference's means; where it has none, those given instead. */
    public float[] meansOr(float[] others) {
        float[] out = means.clone();
        for (int g = 0; g < out.length; g++) {
            out[g] = Float.isNaN(out[g]) ? others[g] : out[g];
        }
        return out;
    }

    /** Per gene, in how many samples it was missing. */
    public int[] perGene() {
        return perGene.clone();
    }

    public int genes() {
        return means.length;
    }
}
