package org.expressway.analysis.correct;

import org.jspecify.annotations.Nullable;

/**
 * A normalised sample of the reference cohort.
 *
 * @param material what a control is made of; also a study sample may name one, and then teaches both
 * @param label its class, null where none is known
 * @param normalized log2 values in the panel's order, NaN where missing; not copied
 */
public record BasisSample(
        MemberRole role,
        @Nullable String material,
        @Nullable String label,
        double[] normalized) {}
