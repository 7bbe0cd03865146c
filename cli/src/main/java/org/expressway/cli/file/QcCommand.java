package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.Table;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.sheet.Role;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetField;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
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

    @Option(names = "--sample-column", paramLabel = "NAME", description = "Column of the sample id.")
    private @Nullable String sampleColumn;

    @Option(names = "--subject-column", paramLabel = "NAME", description = "Column of the subject.")
    private @Nullable String subjectColumn;

    @Option(names = "--sex-column", paramLabel = "NAME", description = "Column of the declared sex.")
    private @Nullable String sexColumn;

    @Option(names = "--role-column", paramLabel = "NAME", description = "Column of the role.")
    private @Nullable String roleColumn;

    @ArgGroup
    private @Nullable From from;

    @Option(
            names = "--unit",
            description = "Without a profile: counts, log2, tpm, cpm or fpkm (default: told by the values).")
    private @Nullable ValueUnit unit;

    @Option(names = "--json", description = "One JSON object a sample, instead of a table.")
    private boolean json;

    /** Where the limits come from; without either it is every study sample of the file. */
    private static final class From {
        @Option(
                names = "--reference",
                paramLabel = "FILE",
                description = "A reference profile, as the artifact store keeps it.")
        private @Nullable Path profile;

        @Option(
                names = "--reference-samples",
                paramLabel = "LIST",
                converter = SampleList.Converter.class,
                description = "Samples of this file to learn the limits from: S1,S2 or @FILE.")
        private @Nullable SampleList samples;
    }

    @Override
    public Integer call() throws BadInput, IOException {
        Progress progress = new TerminalProgress(System.err);
        LabFiles.Read<ExpressionMatrix> read = new LabFiles(matrix, samples, columns()).asSent(progress);
        List<Judgement> judgements = judge(read, judge(read), progress);
        if (json) {
            judgements.forEach(one -> System.out.println(Json.line(one)));
        } else {
            System.out.print(table(judgements));
        }
        return ExitCode.OK;
    }

    private SheetColumns columns() {
        return SheetColumns.guessing(SheetField.SAMPLE, SheetField.SUBJECT, SheetField.SEX, SheetField.ROLE)
                .with(SheetField.SAMPLE, sampleColumn)
                .with(SheetField.SUBJECT, subjectColumn)
                .with(SheetField.SEX, sexColumn)
                .with(SheetField.ROLE, roleColumn)
                .withDefaultSite("file")
                .withDefaultBatch("file");
    }

    private Judge judge(LabFiles.Read<ExpressionMatrix> read) throws BadInput, IOException {
        if (from != null && from.profile != null) {
            return Judge.of(from.profile, read.matrix());
        }
        SampleList named = from == null ? null : from.samples;
        int[] cohort =
                named == null ? study(read.rows()) : named.in(read.matrix().frame());
        return Judge.learnedFrom(read.matrix(), read.rows(), cohort, unit(read.matrix()));
    }

    private static int[] study(List<SampleRow> rows) {
        return IntStream.range(0, rows.size())
                .filter(s -> rows.get(s).role() == Role.STUDY)
                .toArray();
    }

    private ValueUnit unit(ExpressionMatrix read) throws BadInput {
        if (unit != null) {
            return unit;
        }
        return UnitEvidence.of(new DenseValues(read.genes().size(), read.values()))
                .guess()
                .map(guess -> ValueUnit.valueOf(guess.name()))
                .orElseThrow(() -> new BadInput(Fault.ofFile(
                        read.file(),
                        "values that could be of several units",
                        "counts (whole numbers, some above 100) or log2 values (none above 40)",
                        "say which with --unit")));
    }

    /** In the order of the ids, so that the same sample is the original of a duplicate whatever the columns' order. */
    private static List<Judgement> judge(LabFiles.Read<ExpressionMatrix> read, Judge judge, Progress progress) {
        List<SampleRow> rows = read.rows();
        int[] byId = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparing(s -> rows.get(s).sampleId()))
                .mapToInt(Integer::intValue)
                .toArray();
        Map<Integer, Judgement> judgements = new HashMap<>();
        progress.started("judging", byId.length);
        for (int s : byId) {
            SampleRow row = rows.get(s);
            judgements.put(
                    s,
                    Judgement.of(row.sampleId(), judge.judge(row, read.matrix().values()[s])));
            progress.advanced(judgements.size());
        }
        progress.finished();
        List<Judgement> inOrder = new ArrayList<>();
        IntStream.range(0, rows.size()).forEach(s -> inOrder.add(judgements.get(s)));
        return inOrder;
    }

    private static Table table(List<Judgement> judgements) {
        Table table = new Table("sample", "verdict", "why");
        judgements.forEach(one -> table.row(one.sample(), one.verdict(), one.findings()));
        return table;
    }
}
