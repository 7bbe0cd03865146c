package org.expressway.ingest.cells;

import java.util.List;

/**
 * What was published of a capture.
 *
 * @param entries counts above zero that were sent
 * @param genesMatched genes of the panel that the file has
 * @param genesMissing genes of the panel that the file lacks; sent as missing
 * @param genesNotInPanel genes of the file that the panel lacks; not sent
 * @param panelIsNew whether the panel was made of this file's genes
 * @param bytes of keys and values as sent
 * @param notes what a person should know, as sentences
 */
public record CaptureSummary(
        String site,
        String captureId,
        int cells,
        int blocks,
        long entries,
        int genesMatched,
        int genesMissing,
        int genesNotInPanel,
        String panel,
        String panelId,
        boolean panelIsNew,
        double seconds,
        long bytes,
        List<String> notes) {
    public CaptureSummary {
        notes = List.copyOf(notes);
    }
}
