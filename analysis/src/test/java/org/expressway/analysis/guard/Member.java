package org.expressway.analysis.guard;

import org.expressway.analysis.correct.BatchSample;
import org.expressway.analysis.correct.MemberRole;
import org.jspecify.annotations.Nullable;

/** A sample of a batch, in memory. */
record Member(
        String id,
        MemberRole role,
        @Nullable String subject,
        @Nullable String material,
        double[] values) implements BatchSample {
    static Member study(String id, double[] values) {
        return of(null, id, values);
    }

    static Member of(@Nullable String subject, String id, double[] values) {
        return new Member(id, MemberRole.STUDY, subject, null, values);
    }

    static Member control(String id, String material, double[] values) {
        return new Member(id, MemberRole.CONTROL, null, material, values);
    }

    @Override
    public void normalized(double[] out) {
        System.arraycopy(values, 0, out, 0, values.length);
    }
}
