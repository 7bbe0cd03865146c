package org.expressway.cli.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.expressway.analysis.labelled.LabelledSamples;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.expression.UnitEvidence;
import org.expressway.ingest.format.LabReader;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * The labelled samples of a matrix and a sheet.
 *
 * @param samples those with a label; beside them, for recipes that learn without one, those whose row says the subject and no label
 * @param unlabelled samples of the matrix that are not evaluated: their label is empty or NA, or they have no row
 * @param subjects whether a column said the subjects; else each sample counts as a subject of its own
 */
record EvaluationSet(LabelledSamples samples, int unlabelled, boolean subjects) {
    private static final int NAMED = 10;

    /** @param options what a person says of the matrix */
    static EvaluationSet read(
            Path matrix, Path sheet, EvaluationColumns columns, ReadOptions options, Progress progress)
            throws BadInput {
        Map<String, EvaluationSheet.Row> rows = EvaluationSheet.read(sheet, columns);
        ExpressionTable table = LabReader.read(matrix, options.withSamples(rows.keySet()), progress);
        Faults faults = new Faults();
        List<Integer> columnsTaken = new ArrayList<>();
        List<EvaluationSheet.Row> taken = new ArrayList<>();
        Without without = new Without(columns);
        for (int s = 0; s < table.samples().size(); s++) {
            EvaluationSheet.Row row = rows.get(table.samples().get(s));
            if (row != null && row.label() != null) {
                columnsTaken.add(s);
                taken.add(row);
            } else if (row != null) {
                without.add(s, row);
            }
        }
        refuseAbsent(table, sheet, rows, faults);
        refuseGaps(sheet, taken, columns, faults);
        faults.raise();
        LabelledSamples samples = new LabelledSamples(
                unit(table),
                genes(table),
                taken.stream().map(EvaluationSheet.Row::sample).toList(),
                columnsTaken.stream().map(s -> table.values().profile(s)).toArray(float[][]::new),
                texts(taken, EvaluationSheet.Row::label),
                taken.stream()
                        .map(row -> row.subject() == null ? row.sample() : row.subject())
                        .toList(),
                columns.site() == null ? List.of() : texts(taken, EvaluationSheet.Row::site),
                columns.split() == null ? List.of() : texts(taken, EvaluationSheet.Row::side),
                without.of(table));
        boolean subjects = taken.stream().anyMatch(row -> row.subject() != null);
        return new EvaluationSet(samples, table.samples().size() - taken.size(), subjects);
    }

    /**
     * Rows without a label that may teach: of a known person and, where the sheet says sites, of a known site. With a split
     * column none, since it says of the labelled alone who may be learned from.
     */
    private record Without(EvaluationColumns columns, List<Integer> at, List<EvaluationSheet.Row> rows) {
        Without(EvaluationColumns columns) {
            this(columns, new ArrayList<>(), new ArrayList<>());
        }

        void add(int column, EvaluationSheet.Row row) {
            if (columns.split() == null && row.subject() != null && (columns.site() == null || row.site() != null)) {
                at.add(column);
                rows.add(row);
            }
        }

        LabelledSamples.Others of(ExpressionTable table) {
            return new LabelledSamples.Others(
                    at.stream().map(s -> table.values().profile(s)).toArray(float[][]::new),
                    texts(rows, EvaluationSheet.Row::subject),
                    columns.site() == null ? List.of() : texts(rows, EvaluationSheet.Row::site));
        }
    }

    private static List<String> texts(
            List<EvaluationSheet.Row> rows, Function<EvaluationSheet.Row, @Nullable String> what) {
        return rows.stream().map(row -> Objects.requireNonNull(what.apply(row))).toList();
    }

    private static List<String> genes(ExpressionTable table) {
        List<String> genes = new ArrayList<>();
        for (int g = 0; g < table.genes().size(); g++) {
            genes.add(table.genes().ids().get(g));
        }
        return genes;
    }

    private static ValueUnit unit(ExpressionTable table) throws BadInput {
        UnitEvidence evidence = UnitEvidence.of(table);
        ExpressionUnit unit =
                table.unit() != null ? table.unit() : evidence.guess().orElse(ExpressionUnit.UNKNOWN);
        if (unit == ExpressionUnit.UNKNOWN) {
            throw new BadInput(Fault.ofFile(
                    table.file(),
                    "values of " + evidence.smallest() + " to " + evidence.largest()
                            + " that could be of several units",
                    "counts, log2 values, TPM, CPM or FPKM",
                    "say which: --unit counts, log2, tpm, cpm or fpkm"));
        }
        Faults faults = new Faults();
        evidence.against(unit).ifPresent(objection -> faults.add(objection.fault(table)));
        faults.raise();
        return ValueUnit.valueOf(unit.name());
    }

    /** A labelled row without a column is a name that does not agree; an evaluation without it would flatter or harm silently. */
    private static void refuseAbsent(
            ExpressionTable table, Path sheet, Map<String, EvaluationSheet.Row> rows, Faults faults) {
        Set<String> present = new HashSet<>(table.samples());
        List<EvaluationSheet.Row> absent = rows.values().stream()
                .filter(row -> row.label() != null && !present.contains(row.sample()))
                .toList();
        if (!absent.isEmpty()) {
            faults.add(Fault.ofRow(
                    sheet,
                    absent.get(0).row(),
                    absent.size() + " labelled samples without values: "
                            + String.join(
                                    ", ",
                                    absent.stream()
                                            .limit(NAMED)
                                            .map(EvaluationSheet.Row::sample)
                                            .toList())
                            + " not in " + table.file(),
                    "a sample of the matrix for each labelled row",
                    "send the matrix that has them, or empty their labels"));
        }
    }

    private static void refuseGaps(
            Path sheet, List<EvaluationSheet.Row> rows, EvaluationColumns columns, Faults faults) {
        for (EvaluationSheet.Row row : rows) {
            if (columns.site() != null && row.site() == null) {
                faults.add(gap(sheet, row, "site", columns.site()));
            }
            if (columns.split() != null && row.side() == null) {
                faults.add(gap(sheet, row, "side", columns.split()));
            }
        }
    }

    private static Fault gap(Path sheet, EvaluationSheet.Row row, String what, @Nullable String column) {
        return Fault.ofRow(
                sheet,
                row.row(),
                "no " + what + " for the labelled sample " + Fault.quoted(row.sample()),
                "a " + what + " in column " + column,
                "fill it in, or empty the sample's label");
    }
}
