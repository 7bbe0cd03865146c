package org.expressway.ingest.publish;

import java.nio.file.Path;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * A matrix and its sheet, to be published.
 *
 * @param panel name of the panel to align to; a name that is new is given to the matrix's own genes
 * @param unit of the matrix's values; null to tell counts from log2 by the values
 */
public record PublishRequest(
        Path matrix,
        Path sheet,
        SheetColumns columns,
        String panel,
        Assay assay,
        @Nullable ExpressionUnit unit) {
    /** The panel of whoever names none. */
    public static final String DEFAULT_PANEL = "default";

    /** Columns guessed, default panel, unit told by the values. */
    public static PublishRequest of(Path matrix, Path sheet) {
        return new PublishRequest(matrix, sheet, SheetColumns.guessed(), DEFAULT_PANEL, Assay.UNKNOWN, null);
    }
}
