package org.expressway.ingest.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.expressway.ingest.table.SheetTable;

/** What a person should know about how a sheet was understood. */
record SheetNotes(SheetSource source, ColumnChoice columns) {
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(source.table().file().getFileName() + " is read as "
                + source.format().description() + ": " + taken());
        notes.addAll(source.notes());
        List<SheetTable.Row> rows = source.table().rows();
        long without = rows.stream()
                .filter(row -> columns.cell(row, SheetField.SUBJECT) == null)
                .count();
        if (without > 0) {
            notes.add(without + " of " + rows.size()
                    + " samples name no subject: each of them counts as a subject of its own");
        }
        return notes;
    }

    /** Fields and their columns, and what holds for all, in the order of the fields. */
    private String taken() {
        Map<SheetField, String> said = new TreeMap<>();
        columns.defaults().forEach((field, value) -> said.put(field, field.text() + " is " + value));
        columns.taken()
                .forEach((field, column) -> said.merge(
                        field, field.text() + " from " + column, (all, own) -> own + ", where it is empty " + all));
        return String.join("; ", said.values());
    }
}
