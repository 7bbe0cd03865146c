package org.expressway.analysis.reference;

import org.expressway.analysis.correct.MemberRole;
import org.jspecify.annotations.Nullable;

/**
 * One sample of the reference cohort.
 *
 * @param key "site/sampleId"
 * @param subject whom it was taken from
 * @param role only study samples show what the reference is like; controls show what their material is
 * @param material what a control is made of; a study sample may name one too
 * @param values as published, one per panel gene, NaN where missing; not copied
 * @param label its class, null where none is known
 */
public record ReferenceSample(
        String key,
        String subject,
        MemberRole role,
        @Nullable String material,
        float[] values,
        @Nullable String label) {
    /** A study sample of no particular material. */
    public ReferenceSample(String key, String subject, float[] values, @Nullable String label) {
        this(key, subject, MemberRole.STUDY, null, values, label);
    }

    boolean study() {
        return role == MemberRole.STUDY;
    }
}
