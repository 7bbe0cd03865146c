package org.expressway.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.cli.demo.Demo;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the whole platform's job in one go: publish, build a reference, train, stream, correct, score, compare.",
            "On a simulated cohort, or with --data on a real one (matrix.tsv.gz and samples.tsv in a folder)."
        },
        footer = {
            "",
            "Example:",
            "  expressway demo --seed 7 --json",
            "  expressway demo --data cohort/ --label-column tissue --subject-column patient --site-column hospital"
                    + " --batch-column hospital --already-pseudonymous"
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder of a real cohort.")
    private @Nullable Path data;

    @Option(
            names = "--label-column",
            paramLabel = "NAME",
            defaultValue = "subtype",
            description = "With --data: column of the subtype (default: ${DEFAULT-VALUE}).")
    private String label = "subtype";

    @Option(names = "--subject-column", paramLabel = "NAME", description = "With --data: column of the subject.")
    private @Nullable String subject;

    @Option(names = "--site-column", paramLabel = "NAME", description = "With --data: column of the site.")
    private @Nullable String site;

    @Option(names = "--batch-column", paramLabel = "NAME", description = "With --data: column of the batch.")
    private @Nullable String batch;

    @Option(
            names = "--reference-batches",
            split = ",",
            paramLabel = "SITE/BATCH",
            description = "With --data: the reference (default: the largest that hold every class).")
    private List<String> referenceBatches = List.of();

    @Option(
            names = "--correction",
            defaultValue = "combat",
            description = "combat or none (default: ${DEFAULT-VALUE}).")
    private CorrectionMethod correction = CorrectionMethod.COMBAT;

    @Option(names = "--genes", defaultValue = "2000", description = "Simulated genes (default: ${DEFAULT-VALUE}).")
    private int genes = 2000;

    @Option(names = "--samples", defaultValue = "500", description = "Simulated samples (default: ${DEFAULT-VALUE}).")
    private int samples = 500;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--recipe", description = "dense or logistic (default: the validation subjects decide).")
    private @Nullable String recipe;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Streamed samples a second (default: ${DEFAULT-VALUE}).")
    private double rate = 50;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Where the platform keeps its data (default: a temporary folder, deleted afterwards).")
    private @Nullable Path dataDir;

    @Option(
            names = "--keep",
            description = "Leave the platform running afterwards, until Ctrl-C, with its data in .expressway.")
    private boolean keep;

    @Mixin
    private final PseudonymOptions pseudonyms = new PseudonymOptions();

    @Option(names = "--json", description = "Print one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        SheetColumns columns = SheetColumns.guessed()
                .with(SheetField.SUBJECT, subject)
                .with(SheetField.SITE, site)
                .with(SheetField.BATCH, batch)
                .with(SheetField.LABEL, data == null ? null : label)
                .withDefaultSite("site");
        Demo.Source source = data == null
                ? new Demo.Simulated(genes, samples)
                : new Demo.Folder(data, columns, pseudonyms.pseudonyms(), referenceBatches);
        return new Demo(source, new Demo.Options(correction, recipe, seed, rate, dataDir, keep, json)).run();
    }
}
