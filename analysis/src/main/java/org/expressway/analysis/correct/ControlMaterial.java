package org.expressway.analysis.correct;

/**
 * What the reference knows of a material that is run as bridging control. Arrays are shared, not copied.
 *
 * @param replicates values behind the mean, per panel gene
 * @param values mean normalised log2 value in the reference, NaN where there is none
 */
public record ControlMaterial(String name, int[] replicates, double[] values) {
    public ControlMaterial {
        if (replicates.length != values.length) {
            throw new IllegalArgumentException("material " + name + " has replicates for " + replicates.length
                    + " genes and values for " + values.length + ", expected the same number");
        }
    }

    static ControlMaterial of(String name, GeneMoments moments) {
        int[] replicates = moments.counts();
        double[] values = moments.means();
        for (int g = 0; g < values.length; g++) {
            values[g] = replicates[g] > 0 ? values[g] : Double.NaN;
        }
        return new ControlMaterial(name, replicates, values);
    }
}
