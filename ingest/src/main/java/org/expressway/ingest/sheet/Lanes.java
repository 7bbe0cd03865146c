package org.expressway.ingest.sheet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.SheetTable;

/** Makes one row of the rows that are lanes of one sample; they have to agree in all that is not of the lane. */
final class Lanes {
    private final SheetTable table;
    private final int sample;
    private final Set<String> perLane;
    private final Faults faults;
    private final Map<String, SheetTable.Row> first = new LinkedHashMap<>();

    private Lanes(SheetTable table, int sample, Set<String> perLane, Faults faults) {
        this.table = table;
        this.sample = sample;
        this.perLane = perLane;
        this.faults = faults;
    }

    /**
     * The table with the first row of each sample.
     *
     * @param sample 0-based column of the sample ids
     * @param perLane headers, in their plain form, of what a lane has of its own
     */
    static SheetTable joined(SheetTable table, int sample, Set<String> perLane, Faults faults) {
        Lanes lanes = new Lanes(table, sample, perLane, faults);
        table.rows().forEach(lanes::add);
        return table.withRows(List.copyOf(lanes.first.values()));
    }

    private void add(SheetTable.Row row) {
        String id = row.cells().get(sample);
        // Rows without a sample stay apart: each is a fault of its own.
        SheetTable.Row earlier = first.putIfAbsent(id.isEmpty() ? "\0" + row.number() : id, row);
        if (earlier != null && earlier.cells().equals(row.cells())) {
            report(row, sample, "all of row " + earlier.number() + " again", "delete one of the two rows");
        } else if (earlier != null) {
            compare(earlier, row);
        }
    }

    private void compare(SheetTable.Row earlier, SheetTable.Row row) {
        for (int c = 0; c < table.columns().size(); c++) {
            String here = row.cells().get(c);
            String there = earlier.cells().get(c);
            if (!here.equals(there)
                    && !perLane.contains(SheetField.plain(table.columns().get(c)))) {
                String seen = Fault.quoted(here) + " for sample "
                        + Fault.quoted(row.cells().get(sample)) + ", and " + Fault.quoted(there) + " in row "
                        + earlier.number();
                report(row, c, seen, "make the cells agree, or give the two samples ids of their own");
            }
        }
    }

    private void report(SheetTable.Row row, int column, String seen, String remedy) {
        faults.add(new Fault(
                table.file(),
                row.number(),
                table.columnNumber(column),
                table.columns().get(column),
                seen,
                "rows of one sample are its lanes, and agree but for their reads",
                remedy));
    }
}
