package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.expressway.analysis.correct.Adjustment;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code expressway correct}. */
@Command(
        name = "correct",
        mixinStandardHelpOptions = true,
        description = {
            "Brings every batch of a table of normalized log2 values onto a reference batch, which passes bit for bit. Each"
                    + " batch is corrected on its own, by the stream's own code: its FINAL values are these, rounded to"
                    + " float32. With --all-genes --guard off it is R's ComBat(ref.batch=) of reference and batch.",
            "Memory: 8 bytes a value, half as much more while reading; 20,000 genes x 1,000 samples take 160 MB."
        },
        footer = {
            "",
            "Examples:",
            "  expressway correct --matrix log2.tsv.gz --samples samples.tsv --batch-column plate --reference-batch P1"
                    + " --covariate-column subtype --out corrected.tsv.gz --parameters fits.tsv.gz",
            "  expressway correct --matrix log2.tsv.gz --samples samples.tsv --batch-column batch --reference-batch b2"
                    + " --all-genes --guard off --digits 17 --out as-in-R.tsv"
        })
public final class CorrectCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec command;

    @Mixin
    private final TableOut out = new TableOut();

    @Option(
            names = "--matrix",
            required = true,
            paramLabel = "FILE",
            description = "Genes x samples, normalized, log2: TSV or CSV, plain or gzip.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path matrix;

    @Option(
            names = "--samples",
            required = true,
            paramLabel = "FILE",
            description = "Sample sheet, TSV or CSV: a row for each column of the matrix.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path samples;

    @Option(names = "--sample-column", paramLabel = "NAME", description = "Column of the sample id (default: sample).")
    private @Nullable String sampleColumn;

    @Option(names = "--batch-column", required = true, paramLabel = "NAME", description = "Column of the batch.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String batchColumn;

    @Option(names = "--reference-batch", required = true, paramLabel = "BATCH", description = "The reference.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String referenceBatch;

    @Option(
            names = "--covariate-column",
            paramLabel = "NAME",
            description =
                    "Column of the class. With the guard on only the reference's labels are used; with the guard off"
                            + " those of the batches too, as R's mod=, and the classes must not be predicted afterwards.")
    private @Nullable String covariateColumn;

    @Option(
            names = "--role-column",
            paramLabel = "NAME",
            description = "Column of the role: study, bridge_control or blank (default: all are study samples).")
    private @Nullable String roleColumn;

    @Option(names = "--material-column", paramLabel = "NAME", description = "Column of the material of controls.")
    private @Nullable String materialColumn;

    @Option(names = "--mean-only", description = "Correct the location alone, not the spread.")
    private boolean meanOnly;

    @Option(
            names = "--all-genes",
            description = "Correct every gene that varies, as R does (default: only those expressed in the reference,"
                    + " with a mean above 0 and a standard deviation above .05 log2).")
    private boolean allGenes;

    @Option(
            names = "--guard",
            paramLabel = "on|off",
            defaultValue = "on",
            description =
                    "Judge from the reference's classes whether batch and biology can be told apart, and leave alone"
                            + " what cannot be (default: ${DEFAULT-VALUE}).")
    private Guarding guard = Guarding.ON;

    @Option(
            names = "--min-batch-size",
            paramLabel = "N",
            description = "Study samples a batch without controls needs (default: 8, with --guard off 2).")
    private @Nullable Integer minBatchSize;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Write mode, gamma and delta (hat and star) and posterior sd per gene and batch.")
    private @Nullable Path parameters;

    @Option(names = "--json", description = "One JSON object a batch on stdout, instead of a table on stderr.")
    private boolean json;

    private enum Guarding {
        ON,
        OFF
    }

    @Override
    public Integer call() throws BadInput, IOException {
        CorrectionRequest request = request();
        out.check(matrix, samples);
        out.checkAlso(parameters, matrix, samples);
        if (json && out.toStandardOutput()) {
            throw usage("--json and --out - both write to stdout: name a file for one of them");
        }
        Progress progress = new TerminalProgress(System.err);
        Cohort cohort = Cohort.of(new LabFiles(matrix, samples, columns()).computed(progress));
        List<Outcome> outcomes = correct(cohort, request, progress);
        out.write(cohort.matrix().frame(), cohort.matrix().values());
        report(outcomes);
        return ExitCode.OK;
    }

    private CorrectionRequest request() {
        boolean guarded = guard == Guarding.ON;
        if (roleColumn != null && covariateColumn != null && !guarded) {
            throw usage("--covariate-column with --guard off is R's mod=, which knows no controls: leave --role-column"
                    + " out, or --guard on");
        }
        int least = minBatchSize == null ? (guarded ? 8 : 2) : minBatchSize;
        if (least < 2) {
            throw usage("--min-batch-size " + least + ": expected 2 or more, since one sample shows no variance");
        }
        return new CorrectionRequest(
                referenceBatch,
                guarded,
                covariateColumn != null,
                meanOnly ? Adjustment.MEAN_ONLY : Adjustment.MEAN_AND_VARIANCE,
                allGenes,
                least);
    }

    private SheetColumns columns() {
        return SheetColumns.guessing(SheetField.SAMPLE)
                .with(SheetField.SAMPLE, sampleColumn)
                .with(SheetField.BATCH, batchColumn)
                .with(SheetField.LABEL, covariateColumn)
                .with(SheetField.ROLE, roleColumn)
                .with(SheetField.MATERIAL, materialColumn)
                .withDefaultSite("file");
    }

    private List<Outcome> correct(Cohort cohort, CorrectionRequest request, Progress progress) throws IOException {
        SortedMap<String, List<Member>> batches = cohort.batches();
        BatchMethod method = request.method(batches);
        batches.remove(referenceBatch);
        List<Outcome> outcomes = new ArrayList<>();
        try (ParameterTable table = parameters == null
                ? null
                : ParameterTable.at(parameters, cohort.matrix().frame().genes())) {
            progress.started("correcting", batches.size());
            for (String batch : batches.keySet()) {
                Outcome outcome = method.correct(batch, Objects.requireNonNull(batches.get(batch)));
                if (table != null) {
                    table.add(outcome);
                }
                outcomes.add(outcome);
                progress.advanced(outcomes.size());
            }
            progress.finished();
            if (table != null) {
                table.commit();
            }
        }
        return outcomes;
    }

    private void report(List<Outcome> outcomes) {
        if (json) {
            outcomes.forEach(outcome -> System.out.println(Json.line(outcome.row())));
            return;
        }
        Table table = new Table("batch", "mode", "study", "controls", "genes", "posterior sd", "why");
        for (Outcome outcome : outcomes) {
            double sd = outcome.fit().meanPosteriorSd();
            table.row(
                    outcome.batch(),
                    outcome.mode(),
                    outcome.studySamples(),
                    outcome.controls(),
                    outcome.fit().correctedGenes(),
                    Double.isNaN(sd) ? "-" : String.format(Locale.ROOT, "%.3f", sd),
                    outcome.reason());
        }
        System.err.print(table);
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
