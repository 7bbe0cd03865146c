package org.expressway.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.cells.CapturePublisher;
import org.expressway.ingest.cells.CaptureRequest;
import org.expressway.ingest.cells.CaptureSummary;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.publish.PublishRequest;
import org.expressway.ingest.publish.PublishSummary;
import org.expressway.ingest.publish.Publisher;
import org.expressway.schemas.avro.Assay;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code expressway publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes the samples of a file of expression, or with --cells the cells of a capture in blocks.",
            "Nothing is sent unless all of it is good."
        },
        footer = {
            "",
            "Example:",
            "  expressway publish --matrix counts.tsv.gz --samples samples.tsv --unit counts --site-column hospital",
            "  expressway publish --cells --matrix filtered_feature_bc_matrix.h5 --site LYON --capture C1"
        })
public final class PublishCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Option(
            names = "--matrix",
            required = true,
            paramLabel = "FILE",
            description = "Any format that `expressway inspect` knows; a folder for a 10x triplet.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path matrix;

    @Option(names = "--samples", paramLabel = "FILE", description = "Sample sheet, TSV or CSV; needed without --cells.")
    private @Nullable Path samples;

    @Mixin
    private final CaptureOptions cells = new CaptureOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Option(
            names = "--panel",
            paramLabel = "NAME",
            defaultValue = PublishRequest.DEFAULT_PANEL,
            description = "Panel to align to; a new name is given to this file's genes (default: ${DEFAULT-VALUE}).")
    private String panel = PublishRequest.DEFAULT_PANEL;

    @Mixin
    private final FileOptions options = new FileOptions();

    @Option(
            names = "--min-mapped",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description = "Refuse a file of whose genes a smaller share is in the panel (default: ${DEFAULT-VALUE}).")
    private double minimumMapped = GeneRule.STANDARD.minimum();

    @Option(names = "--assay", description = "How expression was measured: ${COMPLETION-CANDIDATES}.")
    private Assay assay = Assay.UNKNOWN;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws BadInput, IOException {
        if (cells.asked()) {
            return publishCells();
        }
        if (samples == null) {
            throw new ParameterException(command.commandLine(), "Missing required option: '--samples=FILE'");
        }
        PublishRequest request = new PublishRequest(
                matrix,
                samples,
                sheet.columns(),
                panel,
                assay,
                options.unit(),
                options.reading(),
                options.annotation(),
                new GeneRule(minimumMapped));
        Publisher publisher = new Publisher(platform.endpoints(), platform.clock());
        PublishSummary summary = publisher.publish(request, new TerminalProgress(System.err));
        System.out.println(json ? Json.line(summary) : text(summary));
        return ExitCode.OK;
    }

    private int publishCells() throws BadInput, IOException {
        String missing = cells.missing(sheet.site());
        if (!missing.isEmpty() || samples != null) {
            throw new ParameterException(
                    command.commandLine(), missing.isEmpty() ? "--cells takes no --samples" : missing);
        }
        CaptureRequest request = new CaptureRequest(
                matrix,
                cells.capture(sheet.site(), sheet.batch()),
                panel,
                options.reading(),
                options.annotation(),
                new GeneRule(minimumMapped));
        CapturePublisher publisher = new CapturePublisher(platform.endpoints(), platform.clock());
        CaptureSummary summary = publisher.publish(request, new TerminalProgress(System.err));
        System.out.println(json ? Json.line(summary) : CaptureOptions.text(summary));
        return ExitCode.OK;
    }

    private static String text(PublishSummary summary) {
        StringBuilder text = new StringBuilder();
        text.append("published %d samples of %d batches in %.1f s (%.1f MB, %s)%n"
                .formatted(
                        summary.samples(),
                        summary.batches().size(),
                        summary.seconds(),
                        summary.bytes() / 1e6,
                        summary.unit().name().toLowerCase(Locale.ROOT)));
        text.append("panel %s%s: %d genes matched, %d missing in the file, %d in the file alone%n"
                .formatted(
                        summary.panel(),
                        summary.panelIsNew() ? " (new)" : "",
                        summary.genesMatched(),
                        summary.genesMissing(),
                        summary.genesNotInPanel()));
        summary.batches().forEach((batch, n) -> text.append("  %s: %d samples%n".formatted(batch, n)));
        summary.notes().forEach(note -> text.append("note: %s%n".formatted(note)));
        return text.toString().stripTrailing();
    }
}
