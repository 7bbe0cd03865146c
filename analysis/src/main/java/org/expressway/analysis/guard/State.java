package org.expressway.analysis.guard;

/**
 * Parameters of a mixture that stands for a batch.
 *
 * @param proportions of the classes
 * @param shift along the axes
 * @param attenuation of the differences between classes
 * @param scale of the variance within them
 */
record State(double[] proportions, double[] shift, double attenuation, double scale) {
    static State of(Composition composition) {
        return new State(
                composition.proportions(), composition.shift(), composition.attenuation(), composition.scale());
    }
}
