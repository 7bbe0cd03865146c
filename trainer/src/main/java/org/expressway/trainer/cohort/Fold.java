package org.expressway.trainer.cohort;

/**
 * A part of a set that is held out once, and what is learned from meanwhile. No subject stands on both sides.
 *
 * @param name what a reader knows it by: a number, a site, or test
 * @param train sample indices, ascending
 * @param test sample indices, ascending
 */
public record Fold(String name, int[] train, int[] test) {}
