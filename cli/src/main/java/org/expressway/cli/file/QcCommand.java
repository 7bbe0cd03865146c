package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway qc}. */
@Command(
        name = "qc",
        mixinStandardHelpOptions = true,
        description = {
            "Judges every sample of a genes x samples table by the stream's own checks: value, threshold, PASS, FLAG or FAIL,"
                    + " and why. Limits come from a reference profile, or are learned from the file's own study samples.",
            "A verdict is a result, not an error: the exit code is 0 whatever the verdicts are."
        },
        footer = {
            "",
            "Examples:",
            "  expressway qc --matrix counts.tsv.gz --samples samples.tsv",
            "  expressway qc --matrix counts.tsv.gz --samples samples.tsv --reference .expressway/artifacts/3f/3f2a… --json"
        })
public final class QcCommand implements Callable<Integer> {
    @Option(
            names = "--matrix",
            required = true,
            paramLabel = "FILE",
            description = "Genes x samples as the laboratory sends it: TSV or CSV, plain or gzip.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path matrix;

    @Option(
            names = "--samples",
            required = true,
            paramLabel = "FILE",
            description = "Sample sheet; its columns sample, subject, sex and role are found by their headers.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path samples;

    @Mixin
    private final QualityColumns columns = new QualityColumns();

    @ArgGroup
    private LimitSource limits = new LimitSource();

    @Option(
            names = "--unit",
            description = "Without a profile: counts, log2, tpm, cpm or fpkm (default: told by the values).")
    private @Nullable ValueUnit unit;

    @Option(names = "--json", description = "One JSON object a sample, instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws BadInput, IOException {
        Progress progress = new TerminalProgress(System.err);
        LabFiles.Read<ExpressionMatrix> read = new LabFiles(matrix, samples, columns.columns()).asSent(progress);
        List<Judgement> judgements = limits.judge(read, unit).judge(read, progress);
        if (json) {
            judgements.forEach(one -> System.out.println(Json.line(one)));
        } else {
            System.out.print(Judgement.table(judgements));
        }
        return ExitCode.OK;
    }
}
