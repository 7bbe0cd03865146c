package org.expressway.analysis.guard;

import java.util.List;
import org.expressway.analysis.math.Vectors;

/**
 * The subjects of a batch of whom it has exactly two study samples.
 *
 * @param pairs in an order that does not depend on how the subjects are called
 * @param unpaired study samples beside them
 */
public record SubjectPairs(List<Pair> pairs, int unpaired) {
    /**
     * Two samples of one subject; which of them is the first says nothing.
     *
     * @param difference second less first, of the genes behind the latent vector, log2; what a batch did to both is gone from it
     * @param first latent vector
     * @param second latent vector
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Pair(double[] difference, double[] first, double[] second) {
        /** From the deviations and the latent vectors of both. */
        public static Pair of(double[] deviations, double[] others, double[] first, double[] second) {
            double[] difference = others.clone();
            Vectors.add(difference, -1, deviations);
            return new Pair(difference, first, second);
        }
    }
}
