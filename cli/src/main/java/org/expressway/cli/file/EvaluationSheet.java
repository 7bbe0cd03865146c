package org.expressway.cli.file;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.SheetTable;
import org.jspecify.annotations.Nullable;

/** A sheet as an evaluation reads it: any column may say the class, the subject, the site or the side. */
final class EvaluationSheet {
    /**
     * What the sheet says of a sample; null where it says nothing.
     *
     * @param row 1-based line of the sheet
     */
    record Row(
            int row,
            String sample,
            @Nullable String label,
            @Nullable String subject,
            @Nullable String site,
            @Nullable String side) {}

    private static final List<String> SAMPLE = List.of("sample", "sampleid", "id");
    private static final List<String> SUBJECT =
            List.of("subject", "subjectid", "patient", "patientid", "donor", "donorid");

    private final SheetTable table;
    private final EvaluationColumns wanted;
    private final Faults faults = new Faults();

    private EvaluationSheet(SheetTable table, EvaluationColumns wanted) {
        this.table = table;
        this.wanted = wanted;
    }

    /** Rows by sample id, in the sheet's order; rows that {@code --only} leaves out are not among them. */
    static Map<String, Row> read(Path file, EvaluationColumns wanted) throws BadInput {
        return new EvaluationSheet(SheetTable.read(file), wanted).rows();
    }

    /** The column that says the subject: as named, else by its header; null where each sample is a subject of its own. */
    static @Nullable String subjectColumn(SheetTable table, EvaluationColumns wanted) {
        return wanted.subject() != null
                ? wanted.subject()
                : guessed(table, SUBJECT).orElse(null);
    }

    private Map<String, Row> rows() throws BadInput {
        int sample = index(
                wanted.sample() != null
                        ? wanted.sample()
                        : guessed(table, SAMPLE).orElse("sample"));
        int label = index(wanted.label());
        int subject = index(subjectColumn(table, wanted));
        int site = index(wanted.site());
        int side = index(wanted.split());
        int only = index(wanted.onlyColumn());
        faults.raise();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (SheetTable.Row row : table.rows()) {
            if (only >= 0 && !row.cells().get(only).equals(wanted.onlyValue())) {
                continue;
            }
            String id = row.cells().get(sample);
            Row parsed =
                    new Row(row.number(), id, cell(row, label), cell(row, subject), cell(row, site), cell(row, side));
            refuseDoubled(rows.put(id, parsed), parsed, sample);
        }
        faults.raise();
        return rows;
    }

    private void refuseDoubled(@Nullable Row earlier, Row row, int column) {
        if (earlier != null) {
            faults.add(new Fault(
                    table.file(),
                    row.row(),
                    column + 1,
                    table.columns().get(column),
                    "sample " + Fault.quoted(row.sample()) + " again: rows " + earlier.row() + " and " + row.row(),
                    "each sample once",
                    "rename or delete one of the two rows"));
        }
    }

    /** Of a column by its header; −1 where none is asked for. */
    private int index(@Nullable String header) {
        if (header == null) {
            return -1;
        }
        int index = table.columns().indexOf(header);
        if (index < 0) {
            faults.add(Fault.ofRow(
                    table.file(),
                    1,
                    "no column " + Fault.quoted(header),
                    "one of the sheet's columns: " + String.join(", ", table.columns()),
                    "name one of these columns, exactly as it is written"));
        }
        return index;
    }

    private static Optional<String> guessed(SheetTable table, List<String> known) {
        return known.stream()
                .flatMap(header -> table.columns().stream()
                        .filter(column -> column.toLowerCase(Locale.ROOT)
                                .replaceAll("[ _.\\-]", "")
                                .equals(header)))
                .findFirst();
    }

    private static @Nullable String cell(SheetTable.Row row, int index) {
        String text = index < 0 ? "" : row.cells().get(index);
        return text.isEmpty() || text.equals("NA") ? null : text;
    }
}
