package org.expressway.ingest.publish;

import java.util.List;
import java.util.SortedMap;
import org.expressway.schemas.avro.ExpressionUnit;

/**
 * What was published.
 *
 * @param files that were read
 * @param samples acknowledged by Kafka
 * @param left samples that were not sent, because somebody stopped it; 0 otherwise
 * @param batches number of samples by {@code site/batchId}, in the sheet
 * @param genesMatched genes of the panel that the file has; of several files, the one that has least
 * @param genesMissing genes of the panel that it lacks; sent as NaN
 * @param genesNotInPanel genes of the file that the panel lacks, of several files the most; not sent
 * @param panelIsNew whether the panel was made of the first file's genes
 * @param seconds from the first byte read to the last acknowledgement
 * @param samplesPerSecond while sending
 * @param bytes of keys and values as sent
 * @param notes what a person should know, as sentences
 */
public record PublishSummary(
        int files,
        int samples,
        int left,
        SortedMap<String, Integer> batches,
        int genesMatched,
        int genesMissing,
        int genesNotInPanel,
        String panel,
        String panelId,
        boolean panelIsNew,
        ExpressionUnit unit,
        double seconds,
        double samplesPerSecond,
        long bytes,
        List<String> notes) {
    public PublishSummary {
        notes = List.copyOf(notes);
    }
}
