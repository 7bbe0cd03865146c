package org.expressway.ingest.sheet;

import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.pseudonym.PseudonymKeyMissing;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.table.SheetTable;

/** What of a sheet may leave the laboratory. */
record Door(SheetTable table, ColumnChoice columns, SheetColumns wishes, Pseudonyms pseudonyms) {
    /** Refuses columns that name persons, the ignored ones too: who sends such a sheet sends it elsewhere as well. */
    void reportIdentifiers(Faults faults) {
        List<String> seen = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            String header = table.columns().get(c);
            if (DirectIdentifiers.isOne(header) && !passes(header)) {
                int number = table.columnNumber(c);
                seen.add(number > 0 ? header + " (column " + number + ")" : header);
            }
        }
        if (!seen.isEmpty()) {
            faults.add(Fault.ofRow(
                    table.file(),
                    table.headerRow(),
                    "columns that name persons: " + String.join(", ", seen),
                    "a sheet without names, dates of birth, addresses and numbers of persons",
                    "delete these columns; one that is the subject's id is made a pseudonym of when it is named"
                            + " (--map subject=COLUMN) and there is a key, one that is the sample's is taken"
                            + " (--map sample=COLUMN)"));
        }
    }

    /** The rows as they are published. */
    List<SampleRow> passed(List<SampleRow> rows) {
        if (pseudonyms instanceof Pseudonyms.Refused
                && table.rows().stream().anyMatch(row -> columns.cell(row, SheetField.SUBJECT) != null)) {
            throw new PseudonymKeyMissing(
                    table.file() + ", column " + columns.header(SheetField.SUBJECT) + ": the id of a subject");
        }
        return rows.stream().map(row -> row.published(pseudonym(row))).toList();
    }

    private String pseudonym(SampleRow row) {
        return pseudonyms instanceof Pseudonyms.Refused ? row.subject() : pseudonyms.of(row.subject());
    }

    /** A person said what the column is: a sample's own id, or a subject's that does not pass as it is. */
    private boolean passes(String header) {
        return header.equals(wishes.named().get(SheetField.SAMPLE))
                || header.equals(wishes.named().get(SheetField.SUBJECT))
                        && !(pseudonyms instanceof Pseudonyms.AlreadyPseudonymous);
    }
}
