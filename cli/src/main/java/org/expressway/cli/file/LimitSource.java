package org.expressway.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.sheet.Role;
import org.expressway.ingest.sheet.SampleRow;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the limits of the checks come from; without either option it is every study sample of the file. */
final class LimitSource {
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

    /** @param unit of the file where no profile says it; null to be told by the values */
    Judge judge(LabFiles.Read<ExpressionMatrix> read, @Nullable ValueUnit unit) throws BadInput, IOException {
        if (profile != null) {
            return Judge.of(profile, read.matrix());
        }
        int[] cohort =
                samples == null ? study(read.rows()) : samples.in(read.matrix().frame());
        return Judge.learnedFrom(read.matrix(), read.rows(), cohort, unit == null ? guessed(read.matrix()) : unit);
    }

    private static int[] study(List<SampleRow> rows) {
        return IntStream.range(0, rows.size())
                .filter(s -> rows.get(s).role() == Role.STUDY)
                .toArray();
    }

    private static ValueUnit guessed(ExpressionMatrix read) throws BadInput {
        return UnitEvidence.of(new DenseValues(read.genes().size(), read.values()))
                .guess()
                .map(guess -> ValueUnit.valueOf(guess.name()))
                .orElseThrow(() -> new BadInput(Fault.ofFile(
                        read.file(),
                        "values that could be of several units",
                        "counts (whole numbers, some above 100) or log2 values (none above 40)",
                        "say which with --unit")));
    }
}
