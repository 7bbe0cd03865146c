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
     * The sides of a last training after everything has been measured: nobody is held out any more, but a validation side
     * that tells when to stop.
     */
    public Split withNobodyHeldOut(boolean keepValidation) {
        IntStream learned = IntStream.concat(IntStream.of(train), IntStream.of(test));
        IntStream all = keepValidation ? learned : IntStream.concat(learned, IntStream.of(validation));
        return new Split(all.sorted().toArray(), keepValidation ? validation : new int[0], new int[0], false);
    }
}
