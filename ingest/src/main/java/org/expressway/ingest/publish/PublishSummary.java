package org.expressway.ingest.publish;

import java.util.List;
import java.util.SortedMap;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * What was published.
 *
 * @param batches number of samples by {@code site/batchId}
 * @param genesMatched genes of the panel that the file has
 * @param genesMissing genes of the panel that the file lacks; sent as NaN
 * @param genesNotInPanel genes of the file that the panel lacks; not sent
 * @param panelIsNew whether the panel was made of this file's genes
 * @param bytes of keys and values as sent
 * @param notes what a person should know, as sentences
 */
public record PublishSummary(
        int samples,
        SortedMap<String, Integer> batches,
        int genesMatched,
        int genesMissing,
        int genesNotInPanel,
        String panel,
        String panelId,
        boolean panelIsNew,
        ExpressionUnit unit,
        double seconds,
        long bytes,
        List<String> notes) {
    public PublishSummary {
        notes = List.copyOf(notes);
    }
}
