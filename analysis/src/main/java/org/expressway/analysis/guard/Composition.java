package org.expressway.analysis.guard;

/**
 * What the guard believes of the classes in a batch. The arrays are shared, not copied, and must not be changed.
 *
 * <p>Where the verdict is UNIDENTIFIED, the rest is the likeliest of the explanations that could not be told apart, and
 * good for a display only.
 *
 * @param reason a sentence for people
 * @param proportions share of each class in the batch, in the order of the labels, of sum 1
 * @param proportionCovariance classes x classes: uncertainty of these shares <i>of this batch</i> (not of a population that
 *     it was drawn from), given the shift's uncertainty too
 * @param shift of the batch along each latent axis, in within-class standard deviations of the reference
 * @param attenuation size of the differences between classes in the batch, over that in the reference
 * @param scale variance within the classes of the batch, over that in the reference
 */
public record Composition(
        Mix verdict,
        String reason,
        double[] proportions,
        double[][] proportionCovariance,
        double[] shift,
        double attenuation,
        double scale) {
    public Composition {
        if (proportionCovariance.length != proportions.length) {
            throw new IllegalArgumentException("a covariance of " + proportionCovariance.length + " classes for "
                    + proportions.length + " proportions, expected the same number");
        }
    }

    /**
     * With what the laboratory says of the mix. Where the samples prove a mix, the samples are believed; a declaration decides
     * only what they leave open, and the reason keeps what the guard says by itself.
     *
     * @param reference share of each class in the reference
     */
    public Composition declared(ClassMix mix, double[] reference) {
        if (mix == ClassMix.UNKNOWN) {
            return this;
        }
        return switch (verdict) {
            case SAME_MIX -> this;
            case OTHER_MIX ->
                saying(verdict, "declared to be mixed as the reference, which the samples contradict: " + reason);
            case UNIDENTIFIED ->
                new Composition(verdict, reason, reference, new double[reference.length][reference.length], shift, 1, 1)
                        .saying(
                                Mix.SAME_MIX,
                                "declared to be mixed as the reference; the samples alone do not prove it: " + reason);
        };
    }

    private Composition saying(Mix said, String why) {
        return new Composition(said, why, proportions, proportionCovariance, shift, attenuation, scale);
    }

    /** The same, for another reason. */
    Composition because(String why) {
        return saying(verdict, why);
    }

    /** Whether the class of each sample can be believed. */
    public boolean identified() {
        return verdict != Mix.UNIDENTIFIED;
    }
}
