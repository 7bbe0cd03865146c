package org.expressway.ingest.sheet;

import org.jspecify.annotations.Nullable;

/**
 * What a sheet says about the class of a sample.
 *
 * @param row line of the sheet, the header being row 1
 * @param label null where the sheet has none for this sample
 */
public record LabelRow(
        int row, String sampleId, String site, @Nullable String label) {
    /** The key of the sample in every topic: {@code site/sampleId}. */
    public String key() {
        return site + "/" + sampleId;
    }
}
