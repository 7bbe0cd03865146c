package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.NameRule;
import org.expressway.ingest.table.SheetTable;

/**
 * Reads a sample sheet: TSV, CSV or semicolons, plain or gzip, header in row 1, one sample a row, quotes as R writes
 * them. Empty and NA are missing. All faults of a sheet are reported together.
 */
public final class SheetReader {
    private final SheetTable table;
    private final SheetColumns wishes;
    private final Faults faults = new Faults();
    private final ColumnChoice columns;

    private SheetReader(SheetTable table, SheetColumns wishes) {
        this.table = table;
        this.wishes = wishes;
        this.columns = new ColumnChoice(table, wishes, faults);
    }

    /** Reads what is needed to publish samples: at least sample, site and batch, the latter two by default if given. */
    public static SampleSheet read(Path file, SheetColumns wishes) throws BadInput {
        return new SheetReader(SheetTable.read(file), wishes).samples();
    }

    /** Reads labels: sample, site and the label column, which has to be named. A batch is not asked for. */
    public static List<LabelRow> readLabels(Path file, SheetColumns wishes) throws BadInput {
        return new SheetReader(SheetTable.read(file), wishes.withDefaultBatch("none")).labels();
    }

    private SampleSheet samples() throws BadInput {
        require(SheetField.SAMPLE, false);
        require(SheetField.SITE, wishes.defaultSite() != null);
        require(SheetField.BATCH, wishes.defaultBatch() != null);
        faults.raise();
        RowParser parser = new RowParser(table, columns, wishes, faults);
        List<SampleRow> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(parser.parse(row)));
        refuseDoubled(rows);
        faults.raise();
        return new SampleSheet(table.file(), table.sha256(), columns.taken(), rows, notes(parser));
    }

    private List<LabelRow> labels() throws BadInput {
        if (!columns.has(SheetField.LABEL)) {
            require(SheetField.LABEL, false);
            faults.raise();
        }
        List<LabelRow> labels = new ArrayList<>();
        for (SampleRow row : samples().rows()) {
            String label = row.label();
            if (label != null) {
                NameRule.GENE.objectionTo(label).ifPresent(objection -> reportLabel(row, objection));
            }
            labels.add(new LabelRow(row.row(), row.sampleId(), row.site(), label));
        }
        faults.raise();
        return labels;
    }

    private void require(SheetField field, boolean hasDefault) {
        if (!hasDefault && !columns.has(field) && !wishes.named().containsKey(field)) {
            String known = field.headers().isEmpty() ? "" : " (" + String.join(", ", field.headers()) + ")";
            faults.add(Fault.ofRow(
                    table.file(),
                    1,
                    "no column for the " + field.text() + " among: " + String.join(", ", table.columns()),
                    "a column that says the " + field.text() + known,
                    "name the column that says it"
                            + (field == SheetField.SITE || field == SheetField.BATCH
                                    ? ", or give one " + field.text() + " for the whole sheet"
                                    : "")));
        }
    }

    private void refuseDoubled(List<SampleRow> rows) {
        Map<String, Integer> first = new HashMap<>();
        for (SampleRow row : rows) {
            Integer earlier = first.putIfAbsent(row.key(), row.row());
            if (earlier != null && !row.sampleId().isEmpty()) {
                faults.add(new Fault(
                        table.file(),
                        row.row(),
                        columns.column(SheetField.SAMPLE),
                        columns.header(SheetField.SAMPLE),
                        "duplicate sample " + Fault.quoted(row.key()) + ": rows " + earlier + " and " + row.row(),
                        "each sample of a site once",
                        "rename or delete one of the two rows"));
            }
        }
    }

    private void reportLabel(SampleRow row, String objection) {
        faults.add(new Fault(
                table.file(),
                row.row(),
                columns.column(SheetField.LABEL),
                columns.header(SheetField.LABEL),
                objection + " for a label",
                NameRule.GENE.text(),
                "correct the label"));
    }

    private List<String> notes(RowParser parser) {
        List<String> notes = new ArrayList<>();
        if (parser.withoutSubject() > 0) {
            notes.add(parser.withoutSubject() + " of " + table.rows().size()
                    + " samples name no subject: each of them counts as a subject of its own");
        }
        return notes;
    }
}
