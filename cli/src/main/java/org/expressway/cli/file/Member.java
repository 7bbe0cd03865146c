package org.expressway.cli.file;

import org.expressway.analysis.correct.BatchSample;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.ingest.sheet.SampleRow;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a batch.
 *
 * @param subject null for a sample of a time course
 * @param label its class where a covariate column was named and says one
 * @param values normalised log2, NaN where missing; the matrix's own array, in which they are corrected
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Member(
        String id,
        MemberRole role,
        @Nullable String subject,
        @Nullable String material,
        @Nullable String label,
        double[] values)
        implements BatchSample {
    static Member of(SampleRow row, double[] values) {
        String subject = row.timepoint() == null ? row.subject() : null;
        return new Member(row.sampleId(), roleOf(row), subject, row.material(), row.label(), values);
    }

    static MemberRole roleOf(SampleRow row) {
        return switch (row.role()) {
            case STUDY -> MemberRole.STUDY;
            case BRIDGE_CONTROL -> MemberRole.CONTROL;
            case BLANK -> MemberRole.BLANK;
        };
    }

    boolean study() {
        return role == MemberRole.STUDY;
    }

    @Override
    public void normalized(double[] out) {
        System.arraycopy(values, 0, out, 0, values.length);
    }
}
