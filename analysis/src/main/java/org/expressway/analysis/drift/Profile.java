package org.expressway.analysis.drift;

/**
 * A scored sample as a chart looks at it.
 *
 * @param normalised log2 before correction, one a gene; NaN is missing
 * @param latent where its corrected values lie in the model's latent space, the axis of largest variance first
 * @param probabilities calibrated, one a class
 * @param ambiguous whether its set of classes holds more than one
 */
public record Profile(float[] normalised, double[] latent, double[] probabilities, boolean ambiguous) {
    /** The most probable class; the first of equals. */
    int called() {
        int most = 0;
        for (int c = 1; c < probabilities.length; c++) {
            most = probabilities[c] > probabilities[most] ? c : most;
        }
        return most;
    }

    double top() {
        return probabilities[called()];
    }
}
