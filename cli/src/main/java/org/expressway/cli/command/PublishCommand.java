package org.expressway.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Interruption;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code expressway publish}. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes the samples of files of expression. Nothing is sent unless all of them are good.",
            "A folder stands for the tools' tables in it: salmon's and kallisto's folders, STAR's and htseq's files.",
            "Ctrl-C leaves what is acknowledged; the same command again sends the rest, and what is in counts once.",
            "With --cells: the single cells of a capture, in blocks, without a sheet."
        },
        footer = {
            "",
            "Example:",
            "  expressway publish counts.tsv.gz --samples samples.tsv --pseudonym-key lab.key --site-column hospital",
            "  expressway publish results/salmon/ --samples samplesheet.csv --site LYON --batch run3"
                    + " --transcripts tx2gene.tsv",
            "  expressway publish --cells filtered_feature_bc_matrix.h5 --site LYON --capture C1"
        })
public final class PublishCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Files of any format that `expressway inspect` knows, 10x triplets, folders of such.")
    private List<Path> paths = List.of();

    @Option(names = "--matrix", paramLabel = "FILE", description = "The same as a FILE; may be repeated.")
    private List<Path> matrices = List.of();

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description = "Sample sheet, TSV or CSV; nf-core samplesheet; Illumina SampleSheet, version 1 or 2; needed"
                    + " without --cells.")
    private @Nullable Path samples;

    @Mixin
    private final CaptureOptions cells = new CaptureOptions();

    @Option(
            names = "--panel",
            paramLabel = "NAME",
            defaultValue = PublishRequest.DEFAULT_PANEL,
            description =
                    "Panel to align to; a new name is given to the first file's genes (default: ${DEFAULT-VALUE}).")
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
        return cells.asked() ? publishCells() : publishSamples();
    }

    private int publishSamples() throws BadInput, IOException {
        PublishRequest request = request();
        Publisher publisher = new Publisher(platform.endpoints(), platform.clock());
        try (Interruption interruption = Interruption.taken(System.err)) {
            PublishSummary summary = publisher.publish(request, new TerminalProgress(System.err), interruption);
            System.out.println(json ? Json.line(summary) : PublishText.of(summary));
            if (summary.left() > 0) {
                System.err.println(PublishText.howToGoOn(summary));
            }
            return summary.left() > 0 ? ExitCode.PARTLY_DONE : ExitCode.OK;
        } catch (CancellationException e) {
            System.err.println("expressway: " + e.getMessage());
            return ExitCode.PARTLY_DONE;
        }
    }

    private int publishCells() throws BadInput, IOException {
        List<Path> files = files();
        String missing = cells.missing(sheet.site());
        if (!missing.isEmpty() || samples != null || files.size() > 1) {
            throw usage(missing.isEmpty() ? "--cells takes one file, and no --samples" : missing);
        }
        CaptureRequest request = new CaptureRequest(
                files.get(0),
                cells.capture(sheet.site(), sheet.batch(), pseudonyms.pseudonyms()),
                panel,
                options.reading(),
                options.annotation(),
                new GeneRule(minimumMapped));
        CapturePublisher publisher = new CapturePublisher(platform.endpoints(), platform.clock());
        CaptureSummary summary = publisher.publish(request, new TerminalProgress(System.err));
        System.out.println(json ? Json.line(summary) : CaptureOptions.text(summary));
        return ExitCode.OK;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>(paths);
        files.addAll(matrices);
        if (files.isEmpty()) {
            throw usage("nothing to publish: name a file or a folder");
        }
        return files;
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private PublishRequest request() throws BadInput, IOException {
        List<Path> files = files();
        if (samples == null) {
            throw usage("Missing required option: '--samples=FILE'");
        }
        if (files.size() > 1 && options.reading().sampleName() != null) {
            throw usage("--sample-name is for one file");
        }
        return new PublishRequest(
                files,
                samples,
                sheet.columns(),
                panel,
                assay,
                options.unit(),
                options.reading(),
                options.annotation(),
                new GeneRule(minimumMapped),
                pseudonyms.pseudonyms());
    }
}
