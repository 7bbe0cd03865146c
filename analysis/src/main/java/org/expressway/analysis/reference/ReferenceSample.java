package org.expressway.analysis.reference;

import org.jspecify.annotations.Nullable;

/**
 * One sample of the reference cohort.
 *
 * @param key "site/sampleId"
 * @param subject whom it was taken from
 * @param values as published, one per panel gene, NaN where missing; not copied
 * @param label its class, null where none is known
 */
public record ReferenceSample(
        String key,
        String subject,
        float[] values,
        @Nullable String label) {}
