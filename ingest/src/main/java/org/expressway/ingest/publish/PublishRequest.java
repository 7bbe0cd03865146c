package org.expressway.ingest.publish;

import java.nio.file.Path;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file of expression and its sheet, to be published.
 *
 * @param matrix a file of any format that is read, or the folder of a 10x triplet
 * @param panel name of the panel to align to; a name that is new is given to the matrix's own genes
 * @param unit of the values; null to take what the format says, or to tell it by the values
 * @param options what else the file does not say itself
 * @param annotation table that brings ids of one kind to those of another; null where none is needed
 * @param genes when a file's genes are too foreign for the panel
 */
public record PublishRequest(
        Path matrix,
        Path sheet,
        SheetColumns columns,
        String panel,
        Assay assay,
        @Nullable ExpressionUnit unit,
        ReadOptions options,
        @Nullable Path annotation,
        GeneRule genes) {
    /** The panel of whoever names none. */
    public static final String DEFAULT_PANEL = "default";

    /** Nothing said of the file but its unit. */
    public PublishRequest(
            Path matrix, Path sheet, SheetColumns columns, String panel, Assay assay, @Nullable ExpressionUnit unit) {
        this(matrix, sheet, columns, panel, assay, unit, ReadOptions.NONE, null, GeneRule.STANDARD);
    }

    /** Columns guessed, default panel, unit told by the values. */
    public static PublishRequest of(Path matrix, Path sheet) {
        return new PublishRequest(matrix, sheet, SheetColumns.guessed(), DEFAULT_PANEL, Assay.UNKNOWN, null);
    }
}
