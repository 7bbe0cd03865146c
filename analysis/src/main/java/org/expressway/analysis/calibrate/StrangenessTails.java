package org.expressway.analysis.calibrate;

/**
 * How probable it is that a sample in control is as strange as this one.
 *
 * @param energy by what the latent axes do not explain
 * @param distance by the way to the nearest class on them
 * @param least smallest combined value that so few calibration samples can give
 */
public record StrangenessTails(double energy, double distance, double least) {
    /** Fewer calibration samples than this leave a least value above 1/20, which is no reason to speak of strangeness. */
    private static final double MOST_LEAST = .05;

    /**
     * Twice the smaller of the two, at most 1. Bonferroni's bound holds however the two depend on each other; Fisher's sum of
     * logarithms would ask them to be independent, which a sample off on both is not.
     */
    public double combined() {
        return Math.min(1, 2 * Math.min(energy, distance));
    }

    /**
     * Whether the sample is too strange at this bound. Where the calibration samples are too few to resolve the bound, one that
     * is stranger than all of them on one measure is.
     */
    public boolean beyond(double bound) {
        return least <= MOST_LEAST && combined() <= Math.max(bound, least) + 1e-12;
    }
}
