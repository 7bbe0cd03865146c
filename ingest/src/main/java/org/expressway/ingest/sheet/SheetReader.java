package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.Strandedness;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.table.NameRule;
import org.expressway.ingest.table.SheetTable;

/**
 * Reads a sample sheet of any {@link SheetFormat}: TSV, CSV or semicolons, plain or gzip, one sample a row, quotes as R
 * writes them. Empty and NA are missing. All faults of a sheet are reported together.
 */
public final class SheetReader {
    private final SheetSource source;
    private final SheetTable table;
    private final SheetColumns wishes;
    private final Faults faults;
    private final ColumnChoice columns;

    private SheetReader(SheetSource source, SheetColumns wishes, Faults faults) {
        this.source = source;
        this.table = source.table();
        this.wishes = wishes;
        this.faults = faults;
        this.columns = new ColumnChoice(source, wishes, faults);
    }

    /**
     * Reads what samples need: sample, site and batch, the latter two by default if given. For work that stays with its
     * files: every cell is kept as it is.
     */
    public static SampleSheet read(Path file, SheetColumns wishes) throws BadInput {
        SheetReader reader = of(file, wishes);
        List<SampleRow> rows = reader.rows();
        reader.faults.raise();
        return reader.sheet(rows);
    }

    /**
     * Reads what leaves the laboratory: columns that name persons refuse the sheet, subjects are pseudonyms from here on, and
     * no other cells are kept.
     *
     * @throws org.expressway.ingest.pseudonym.PseudonymKeyMissing where the sheet names subjects and nobody has said how
     */
    public static SampleSheet read(Path file, SheetColumns wishes, Pseudonyms pseudonyms) throws BadInput {
        SheetReader reader = of(file, wishes);
        Door door = new Door(reader.table, reader.columns, wishes, pseudonyms);
        door.reportIdentifiers(reader.faults);
        List<SampleRow> rows = reader.rows();
        reader.faults.raise();
        return reader.sheet(door.passed(rows));
    }

    /** Reads labels: sample, site and the label column, which has to be named. A batch is not asked for. */
    public static List<LabelRow> readLabels(Path file, SheetColumns wishes) throws BadInput {
        SheetReader reader = of(file, wishes.withDefaultBatch("none"));
        new Door(reader.table, reader.columns, wishes, Pseudonyms.REFUSED).reportIdentifiers(reader.faults);
        return reader.labels();
    }

    private static SheetReader of(Path file, SheetColumns wishes) throws BadInput {
        Faults faults = new Faults();
        return new SheetReader(SheetSource.read(file, faults), wishes, faults);
    }

    private List<SampleRow> rows() {
        require(SheetField.SAMPLE);
        require(SheetField.SITE);
        require(SheetField.BATCH);
        RowParser parser = new RowParser(table, columns, faults);
        List<SampleRow> rows = new ArrayList<>();
        table.rows().forEach(row -> rows.add(parser.parse(row)));
        refuseDoubled(rows);
        return rows;
    }

    private SampleSheet sheet(List<SampleRow> rows) {
        List<String> notes = new SheetNotes(source, columns).notes();
        return new SampleSheet(table.file(), table.sha256(), source.format(), columns.taken(), rows, strands(), notes);
    }

    private List<LabelRow> labels() throws BadInput {
        if (!columns.has(SheetField.LABEL)) {
            require(SheetField.LABEL);
        }
        List<LabelRow> labels = new ArrayList<>();
        for (SampleRow row : rows()) {
            String label = row.label();
            if (label != null) {
                NameRule.GENE.objectionTo(label).ifPresent(objection -> reportLabel(row, objection));
            }
            labels.add(new LabelRow(row.row(), row.sampleId(), row.site(), label));
        }
        faults.raise();
        return labels;
    }

    private Map<String, Strandedness> strands() {
        int sample = table.columns().indexOf(columns.header(SheetField.SAMPLE));
        int strand = table.columns().indexOf(NfCoreSheet.STRANDEDNESS);
        Map<String, Strandedness> strands = new HashMap<>();
        if (source.format() == SheetFormat.NF_CORE && strand >= 0) {
            for (SheetTable.Row row : table.rows()) {
                strands.put(
                        row.cells().get(sample), NfCoreSheet.strand(row.cells().get(strand)));
            }
        }
        return strands;
    }

    private void require(SheetField field) {
        if (!columns.says(field) && !wishes.named().containsKey(field)) {
            String known = field.headers().isEmpty() ? "" : " (" + String.join(", ", field.headers()) + ")";
            faults.add(Fault.ofRow(
                    table.file(),
                    table.headerRow(),
                    "no column for the " + field.text() + " among: " + String.join(", ", table.columns()),
                    "a column that says the " + field.text() + known,
                    "name the column that says it (--map " + field.text() + "=COLUMN)"
                            + (field == SheetField.SITE || field == SheetField.BATCH
                                    ? ", or give one " + field.text() + " for the whole sheet (--" + field.text()
                                            + " NAME)"
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
}
