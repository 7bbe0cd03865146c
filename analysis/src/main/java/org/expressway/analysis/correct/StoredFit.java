package org.expressway.analysis.correct;

import java.util.List;

/**
 * A decision about a batch as it is kept: with what it was made against.
 *
 * @param referenceId the reference it was fitted against
 * @param batch "site/batch"
 */
public record StoredFit(String referenceId, String batch, BatchCorrection correction) {
    /** Keys ("site/sampleId") of the samples behind it, sorted. */
    public List<String> members() {
        String site = batch.substring(0, batch.indexOf('/') + 1);
        return correction.samples().stream().map(id -> site + id).toList();
    }
}
