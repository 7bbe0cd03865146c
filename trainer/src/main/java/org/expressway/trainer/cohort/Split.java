package org.expressway.trainer.cohort;

/**
 * Sample indices of each side, ascending; no subject stands on two sides.
 *
 * @param referenceSubjectsInTest true when the test holds subjects of the reference, whose values helped to define
 *     the scale that the test values are on; the figures are then mildly optimistic and the release says so
 */
public record Split(int[] train, int[] validation, int[] test, boolean referenceSubjectsInTest) {}
