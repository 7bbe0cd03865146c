package org.expressway.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.cli.terminal.Terminal;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.gene.GeneAnnotation;
import org.expressway.ingest.inspect.Inspection;
import org.expressway.ingest.inspect.Inspector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code expressway inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = {
            "Says what a file is, and what would keep it from being published. Needs no platform. Known by content:"
                    + " salmon, kallisto, RSEM, STAR, htseq-count, featureCounts, nf-core/rnaseq, GEO series matrix, GCT,"
                    + " 10x (folder and .h5), AnnData .h5ad, genes x samples and samples x genes; gzip or not."
        },
        footer = {"", "Example:", "  expressway inspect quant.sf.gz --transcripts tx2gene.tsv --json"})
public final class InspectCommand implements Callable<Integer> {
    private static final int SHOWN = 6;

    @Parameters(paramLabel = "FILE", description = "File, or folder of a 10x triplet.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path file;

    @Mixin
    private final FileOptions options = new FileOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws BadInput {
        Path known = options.annotation();
        GeneAnnotation annotation = known == null ? null : GeneAnnotation.read(known);
        Progress progress = Terminal.interactive() ? new TerminalProgress(System.err) : Progress.SILENT;
        Inspection found = new Inspector(annotation).inspect(file, options.reading(), progress);
        System.out.println(json ? Json.line(found) : text(found));
        return ExitCode.OK;
    }

    private static String text(Inspection found) {
        Table table = new Table("what", "seen")
                .row("file", found.file())
                .row("format", found.format() + ": " + found.description())
                .row("genes", "%,d".formatted(found.genes()))
                .row("samples", "%,d: %s".formatted(found.samples(), some(found.sampleIds())))
                .row("unit", found.unit() + " (said by " + found.unitFrom() + ")")
                .row("gene ids", found.geneIdType())
                .row("known ids", "%.1f %% (by %s)".formatted(100 * found.mappedFraction(), found.mappedTo()))
                .row("repeated genes", "%,d".formatted(found.repeatedGenes()))
                .row("library sizes", sizes(found))
                .row("missing values", "%,d".formatted(found.missing()))
                .row("sample columns", found.sampleColumns().isEmpty() ? "none" : some(found.sampleColumns()));
        StringBuilder text = new StringBuilder(table.toString());
        found.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        found.warnings()
                .forEach(warning -> text.append("warning: ").append(warning).append('\n'));
        return text.toString().stripTrailing();
    }

    private static String sizes(Inspection found) {
        double[] sizes = found.librarySizes();
        if (sizes == null || sizes.length == 0) {
            return "none: the values are logarithms";
        }
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        return sorted.length == 1
                ? "%,.0f".formatted(sorted[0])
                : "%,.0f to %,.0f, median %,.0f"
                        .formatted(sorted[0], sorted[sorted.length - 1], sorted[sorted.length / 2]);
    }

    private static String some(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + ", ..." : shown;
    }
}
