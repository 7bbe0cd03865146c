package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
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
                    + " float32, where normalize --digits 17 wrote the table. With --all-genes --guard off it is R's"
                    + " ComBat(ref.batch=) of reference and batch.",
            "Where the sheet names subjects, those with two samples in a batch are evidence of its mix of two classes (a"
                    + " tumour and the normal beside it): what the batch did to both is gone from their difference.",
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
    private final CorrectionColumns columns = new CorrectionColumns();

    @Mixin
    private final CorrectionOptions options = new CorrectionOptions();

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

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Write mode, gamma and delta (hat and star) and posterior sd per gene and batch.")
    private @Nullable Path parameters;

    @Option(names = "--json", description = "One JSON object a batch on stdout, instead of a table on stderr.")
    private boolean json;

    @Override
    public Integer call() throws BadInput, IOException {
        CorrectionRequest request = options.request(columns);
        out.check(matrix, samples);
        out.checkAlso(parameters, matrix, samples);
        if (json && out.toStandardOutput()) {
            throw new ParameterException(
                    command.commandLine(), "--json and --out - both write to stdout: name a file for one of them");
        }
        Progress progress = new TerminalProgress(System.err);
        Cohort cohort = Cohort.of(new LabFiles(matrix, samples, columns.columns()).computed(progress));
        List<Outcome> outcomes = new FileCorrection(cohort, request, parameters).correct(progress);
        out.write(cohort.matrix().frame(), cohort.matrix().values());
        if (json) {
            outcomes.forEach(outcome -> System.out.println(outcome.json()));
        } else {
            System.err.print(Outcome.table(outcomes));
        }
        return ExitCode.OK;
    }
}
