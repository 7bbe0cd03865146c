package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.matrix.MatrixFrame;

/** Brings a matrix and its sheet together: each sample of the one is in the other, once, or both are refused. */
public final class SheetJoin {
    private static final int NAMED = 10;

    private final Path file;
    private final List<String> samples;
    private final Places places;
    private final SampleSheet sheet;
    private final Map<String, SampleRow> rowOf = new HashMap<>();
    private final Faults faults = new Faults();

    private SheetJoin(Path file, List<String> samples, Places places, SampleSheet sheet) {
        this.file = file;
        this.samples = samples;
        this.places = places;
        this.sheet = sheet;
    }

    /** The sheet's rows in the order of the matrix's samples. */
    public static List<SampleRow> join(MatrixFrame matrix, SampleSheet sheet) throws BadInput {
        Places places = Places.from(2, 0, 2, matrix.samples().size());
        return new SheetJoin(matrix.file(), matrix.samples(), places, sheet).join();
    }

    /** The sheet's rows in the order of the table's samples. */
    public static List<SampleRow> join(ExpressionTable table, SampleSheet sheet) throws BadInput {
        return new SheetJoin(table.file(), table.samples(), table.places(), sheet).join();
    }

    private List<SampleRow> join() throws BadInput {
        indexRows();
        Set<String> inMatrix = Set.copyOf(samples);
        List<SampleRow> unknown = sheet.rows().stream()
                .filter(row -> !inMatrix.contains(row.sampleId()))
                .toList();
        List<String> undescribed =
                samples.stream().filter(id -> !rowOf.containsKey(id)).toList();
        List<String> unknownIds = unknown.stream().map(SampleRow::sampleId).toList();
        String hint = hint(unknownIds, undescribed);
        reportUnknown(unknown, unknownIds, hint);
        reportUndescribed(undescribed, hint);
        faults.raise();
        return samples.stream().flatMap(id -> Stream.ofNullable(rowOf.get(id))).toList();
    }

    private void indexRows() {
        for (SampleRow row : sheet.rows()) {
            SampleRow earlier = rowOf.putIfAbsent(row.sampleId(), row);
            if (earlier != null) {
                faults.add(Fault.ofRow(
                        sheet.file(),
                        row.row(),
                        "sample " + Fault.quoted(row.sampleId()) + " of site " + row.site() + ", and in row "
                                + earlier.row() + " of site " + earlier.site(),
                        "a column of the matrix belongs to one sample",
                        "send the sites' samples in a matrix of their own each"));
            }
        }
    }

    private void reportUnknown(List<SampleRow> unknown, List<String> ids, String hint) {
        if (!unknown.isEmpty()) {
            faults.add(Fault.ofRow(
                    sheet.file(),
                    unknown.get(0).row(),
                    "unknown sample in the sheet: " + named(ids) + " not in " + file,
                    "a column of the matrix for each row of the sheet",
                    hint + "delete the rows, or send the matrix that has them"));
        }
    }

    private void reportUndescribed(List<String> undescribed, String hint) {
        if (!undescribed.isEmpty()) {
            String first = undescribed.get(0);
            int column = places.column(samples.indexOf(first));
            faults.add(new Fault(
                    file,
                    column > 0 ? 1 : 0,
                    column,
                    first,
                    "sample without a row in the sheet: " + named(undescribed) + " not in " + sheet.file(),
                    "a row of the sheet for each column of the matrix",
                    hint + "add the rows, or send the matrix without these columns"));
        }
    }

    private static String named(List<String> samples) {
        String names = samples.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = samples.size() - NAMED;
        return samples.size() + " (" + names + (more > 0 ? " and " + more + " more" : "") + ")";
    }

    /** R's read.table turns TCGA-A1 into TCGA.A1 and 1A into X1A; the names then agree but for that. */
    private static String hint(List<String> unknown, List<String> undescribed) {
        Set<String> mangled = undescribed.stream().map(SheetJoin::letters).collect(Collectors.toSet());
        boolean agree = !unknown.isEmpty()
                && unknown.stream()
                        .map(SheetJoin::letters)
                        .anyMatch(id -> mangled.contains(id) || mangled.contains("X" + id));
        return agree
                ? "the names agree but for punctuation, as after R's check.names: use check.names=FALSE; else "
                : "";
    }

    private static String letters(String id) {
        return id.replaceAll("[^A-Za-z0-9]", "");
    }
}
