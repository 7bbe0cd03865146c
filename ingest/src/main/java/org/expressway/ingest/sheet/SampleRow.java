package org.expressway.ingest.sheet;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One sample as its sheet describes it; null where the sheet says nothing.
 *
 * @param row line of the sheet, the header being row 1
 * @param subject the person or animal; the sample's own id where the sheet names none
 * @param sex of the subject, UNKNOWN where the sheet says nothing
 * @param label the class, only where a label column was named
 * @param cells every cell of the row by its header, as it stands
 */
public record SampleRow(
        int row,
        String sampleId,
        String site,
        String batchId,
        String subject,
        Sex sex,
        Role role,
        @Nullable String material,
        @Nullable String experiment,
        @Nullable Timepoint timepoint,
        @Nullable String instrument,
        @Nullable String lineage,
        @Nullable Instant collectedAt,
        SpecimenRow specimen,
        @Nullable String label,
        Map<String, String> cells) {
    public SampleRow {
        cells = Map.copyOf(cells);
    }

    /** This row as it leaves the laboratory: another name for the subject, and no cells but those that were understood. */
    SampleRow published(String pseudonym) {
        return new SampleRow(
                row,
                sampleId,
                site,
                batchId,
                pseudonym,
                sex,
                role,
                material,
                experiment,
                timepoint,
                instrument,
                lineage,
                collectedAt,
                specimen,
                label,
                Map.of());
    }

    /** The key of this sample in every topic: {@code site/sampleId}. */
    public String key() {
        return site + "/" + sampleId;
    }

    /** The key of this sample's batch: {@code site/batchId}. */
    public String batchKey() {
        return site + "/" + batchId;
    }
}
