package org.expressway.cli.command;

import java.nio.file.Path;
import java.util.Set;
import org.expressway.ingest.expression.Orientation;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a person may say of a file of expression that it does not say itself. */
public final class FileOptions {
    @Option(
            names = "--unit",
            description = "Unit of the values: counts, log2, tpm, cpm, fpkm (default: by format, else by the values).")
    private @Nullable ExpressionUnit unit;

    @Option(
            names = "--annotation",
            paramLabel = "FILE",
            defaultValue = "${env:EXPRESSWAY_ANNOTATION}",
            description =
                    "Table of genes with ensembl_id, symbol, entrez and aliases (default: EXPRESSWAY_ANNOTATION).")
    private @Nullable Path annotation;

    @Option(
            names = "--transcripts",
            paramLabel = "FILE",
            description = "The gene of each transcript: tx2gene table, RSEM's genes.results, or GTF.")
    private @Nullable Path transcripts;

    @Option(
            names = "--strandedness",
            description = "Column of STAR's counts: ${COMPLETION-CANDIDATES} (default: inferred).")
    private Strandedness strandedness = Strandedness.AUTO;

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            description = "Matrix of an .h5ad: X, raw or a layer's name (default: X).")
    private @Nullable String layer;

    @Option(names = "--classes", paramLabel = "FILE", description = "The .cls of a GCT.")
    private @Nullable Path classes;

    @Option(
            names = "--orientation",
            description = "Which way a plain table lies: ${COMPLETION-CANDIDATES} (default: by its ids).")
    private Orientation orientation = Orientation.AUTO;

    @Option(
            names = "--sample-name",
            paramLabel = "ID",
            description = "Sample of a file that does not name it (default: the file's name).")
    private @Nullable String sampleName;

    /** What the unit is said to be; null where nobody says it. */
    public @Nullable ExpressionUnit unit() {
        return unit;
    }

    public @Nullable Path annotation() {
        return annotation;
    }

    /** All that a reader needs to know. */
    public ReadOptions reading() {
        return new ReadOptions(unit, sampleName, strandedness, transcripts, layer, classes, orientation, Set.of());
    }
}
