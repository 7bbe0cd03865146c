/**
 * Normalisation of one sample at a time against a frozen reference.
 *
 * <p>A clinical stream never re-normalises its past, so every normaliser is a pure function of the sample and of
 * parameters that were learned once, from the reference cohort.
 */
@org.jspecify.annotations.NullMarked
package org.expressway.analysis.normalize;
