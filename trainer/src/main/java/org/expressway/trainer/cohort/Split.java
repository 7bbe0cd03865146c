package org.expressway.trainer.cohort;

import java.util.stream.IntStream;

/**
 * Sample indices of each side, ascending; no subject stands on two sides.
 *
 * @param referenceSubjectsInTest true when the test holds subjects of the reference, whose values helped to define
 *     the scale that the test values are on; the figures are then mildly optimistic and the release says so
 */
public record Split(int[] train, int[] validation, int[] test, boolean referenceSubjectsInTest) {
    /**
     * The sides of a last training after everything has been measured: it learns from validation too, unless that tells it
     * when to stop; the test side stays out, and calibrates what was learned.
     */
    public Split forRelease(boolean keepValidation) {
        IntStream learned =
                IntStream.concat(IntStream.of(train), keepValidation ? IntStream.empty() : IntStream.of(validation));
        return new Split(
                learned.sorted().toArray(), keepValidation ? validation : new int[0], test, referenceSubjectsInTest);
    }
}
