package org.expressway.ingest.publish;

import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.schemas.avro.Assay;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * Files of expression and their sheet, to be published.
 *
 * @param paths files of any format that is read, folders that are one (a 10x triplet), and folders of such
 * @param panel name of the panel to align to; a name that is new is given to the first file's own genes
 * @param unit of the values; null to take what the format says, or to tell it by the values
 * @param options what else the files do not say themselves
 * @param annotation table that brings ids of one kind to those of another; null where none is needed
 * @param genes when a file's genes are too foreign for the panel
 * @param pseudonyms what stands for the subjects
 */
public record PublishRequest(
        List<Path> paths,
        Path sheet,
        SheetColumns columns,
        String panel,
        Assay assay,
        @Nullable ExpressionUnit unit,
        ReadOptions options,
        @Nullable Path annotation,
        GeneRule genes,
        Pseudonyms pseudonyms) {
    /** The panel of whoever names none. */
    public static final String DEFAULT_PANEL = "default";

    public PublishRequest {
        paths = List.copyOf(paths);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("no file to publish");
        }
    }

    /** One file of which nothing is said but its unit; a sheet that names subjects is refused. */
    public PublishRequest(
            Path matrix, Path sheet, SheetColumns columns, String panel, Assay assay, @Nullable ExpressionUnit unit) {
        this(
                List.of(matrix),
                sheet,
                columns,
                panel,
                assay,
                unit,
                ReadOptions.NONE,
                null,
                GeneRule.STANDARD,
                Pseudonyms.REFUSED);
    }

    /** Columns guessed, default panel, unit told by the values; a sheet that names subjects is refused. */
    public static PublishRequest of(Path matrix, Path sheet) {
        return new PublishRequest(matrix, sheet, SheetColumns.guessed(), DEFAULT_PANEL, Assay.UNKNOWN, null);
    }

    /** This, with what stands for the subjects. */
    public PublishRequest with(Pseudonyms said) {
        return new PublishRequest(paths, sheet, columns, panel, assay, unit, options, annotation, genes, said);
    }
}
