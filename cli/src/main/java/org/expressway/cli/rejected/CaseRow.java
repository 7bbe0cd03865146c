package org.expressway.cli.rejected;

import org.expressway.ingest.redrive.Letter;
import org.expressway.ingest.redrive.RejectedCase;
import org.jspecify.annotations.Nullable;

/** A case as a program reads it, without its bytes. */
record CaseRow(
        String id,
        String state,
        String key,
        String service,
        String step,
        String reason,
        String message,
        @Nullable String site,
        @Nullable String batchId,
        @Nullable String sampleId,
        int bytes,
        int redriveCount,
        String rejectedAt) {
    static CaseRow of(RejectedCase rejected) {
        Letter letter = rejected.letter();
        return new CaseRow(
                rejected.id(),
                rejected.state().name(),
                letter.key(),
                letter.service(),
                letter.step(),
                letter.reason().name(),
                letter.message(),
                letter.site(),
                letter.batchId(),
                letter.sampleId(),
                letter.bytes(),
                rejected.redriveCount(),
                letter.rejectedAt().toString());
    }
}
