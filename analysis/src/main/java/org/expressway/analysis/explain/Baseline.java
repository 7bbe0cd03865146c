package org.expressway.analysis.explain;

/**
 * Where an explanation begins: the mean profile of the runner-up among the training samples.
 *
 * @param values one a gene, none missing
 * @param unseen genes that no training sample of that class had; the mean of all classes stands there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Baseline(float[] values, int unseen) {
    /**
     * @param centroid one value a gene; NaN where never seen
     * @param means over all training samples, finite
     */
    public static Baseline of(float[] centroid, float[] means) {
        if (centroid.length != means.length) {
            throw new IllegalArgumentException(
                    "a centroid of " + centroid.length + " genes, but means of " + means.length);
        }
        float[] values = centroid.clone();
        int unseen = 0;
        for (int g = 0; g < values.length; g++) {
            if (Float.isNaN(values[g])) {
                values[g] = means[g];
                unseen++;
            }
        }
        return new Baseline(values, unseen);
    }
}
