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
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.publish.PublishRequest;
import org.expressway.ingest.publish.PublishSummary;
import org.expressway.ingest.publish.Publisher;
import org.expressway.schemas.avro.Assay;
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
            "Ctrl-C leaves what is acknowledged; the same command again sends the rest, and what is in counts once."
        },
        footer = {
            "",
            "Example:",
            "  expressway publish counts.tsv.gz --samples samples.tsv --pseudonym-key lab.key --site-column hospital",
            "  expressway publish results/salmon/ --samples samplesheet.csv --site LYON --batch run3"
                    + " --transcripts tx2gene.tsv"
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
            required = true,
            paramLabel = "FILE",
            description = "Sample sheet, TSV or CSV; nf-core samplesheet; Illumina SampleSheet, version 1 or 2.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path samples;

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

    private PublishRequest request() throws BadInput, IOException {
        List<Path> files = new ArrayList<>(paths);
        files.addAll(matrices);
        if (files.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing to publish: name a file or a folder");
        }
        if (files.size() > 1 && options.reading().sampleName() != null) {
            throw new ParameterException(spec.commandLine(), "--sample-name is for one file");
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
