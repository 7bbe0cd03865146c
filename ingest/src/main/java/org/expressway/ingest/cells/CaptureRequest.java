package org.expressway.ingest.cells;

import java.nio.file.Path;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one capture, to be published.
 *
 * @param matrix a file of any format that is read, or the folder of a 10x triplet: cells are its samples
 * @param capture what the cells have in common
 * @param panel name of the panel to align to; a name that is new is given to the matrix's own genes
 * @param options what else the file does not say itself
 * @param annotation table that brings ids of one kind to those of another; null where none is needed
 * @param genes when a file's genes are too foreign for the panel
 */
public record CaptureRequest(
        Path matrix,
        Capture capture,
        String panel,
        ReadOptions options,
        @Nullable Path annotation,
        GeneRule genes) {

    /** What all cells of a capture have in common. */
    public record Capture(
            String site,
            String captureId,
            String batchId,
            String subjectId,
            @Nullable String experimentId) {
        public Capture {
            Keys.of(site, captureId);
            Keys.of(site, batchId);
            if (subjectId.isBlank()) {
                throw new IllegalArgumentException("the subject is empty; leave it out to use the capture's id");
            }
        }
    }
}
