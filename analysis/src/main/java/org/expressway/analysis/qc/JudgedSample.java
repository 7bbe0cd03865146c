package org.expressway.analysis.qc;

import java.util.function.Supplier;

/**
 * A sample before the checks.
 *
 * @param values one per panel gene, NaN where missing, as published; not copied
 * @param linear whether the values are amounts (counts, TPM), not logarithms
 * @param normalized the same on the reference's scale; asked for at most once, and only when the values can be used
 * @param declaredSex of the subject
 */
public record JudgedSample(float[] values, boolean linear, Supplier<double[]> normalized, Sex declaredSex) {}
