package org.expressway.cli.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.publish.LabelPublisher;
import org.expressway.ingest.sheet.SheetField;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway label}. */
@Command(
        name = "label",
        mixinStandardHelpOptions = true,
        description = "Publishes confirmed subtypes from a sample sheet.",
        footer = {"", "Example:", "  expressway label --samples samples.tsv --label-column pam50"})
public final class LabelCommand implements Callable<Integer> {
    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Mixin
    private final SheetOptions sheet = new SheetOptions();

    @Option(names = "--samples", required = true, paramLabel = "FILE", description = "Sample sheet, TSV or CSV.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path samples;

    @Option(
            names = "--label-column",
            required = true,
            paramLabel = "NAME",
            description = "Column of the subtype; empty or NA is no label.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String label;

    @Option(names = "--source", defaultValue = "sample sheet", description = "Who or what confirmed the labels.")
    private String source = "sample sheet";

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws BadInput {
        LabelPublisher publisher = new LabelPublisher(platform.endpoints(), platform.clock());
        LabelPublisher.Summary summary = publisher.publish(
                samples, sheet.columns().with(SheetField.LABEL, label), source, new TerminalProgress(System.err));
        System.out.println(
                json
                        ? Json.line(summary)
                        : "published %d labels, %d samples have none: %s"
                                .formatted(summary.labelled(), summary.withoutLabel(), summary.classes()));
        return ExitCode.OK;
    }
}
