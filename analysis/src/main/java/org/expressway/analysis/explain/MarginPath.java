package org.expressway.analysis.explain;

/** A model on a straight line between two profiles. */
public interface MarginPath {
    /**
     * Evaluates the margin F at {@code baseline + positions[i] · (values − baseline)} and adds its gradients up.
     *
     * @param baseline one value a gene, none missing
     * @param values one value a gene, none missing
     * @param positions from 0 at the baseline to 1 at the values
     * @param weights one a position
     */
    Slopes along(float[] baseline, float[] values, double[] positions, double[] weights, Margin margin);

    /**
     * What a line shows.
     *
     * @param margins F at each position
     * @param gradient per gene Σ weights[i] · ∂F/∂x at position i
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Slopes(double[] margins, float[] gradient) {}
}
