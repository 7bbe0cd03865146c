package org.expressway.ingest.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.analysis.normalize.GeneLengths;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;

/**
 * A table of gene lengths: gene id in the first column, bases in the column {@code length}, or else in the second; other
 * columns are ignored. A first row with a number in the place of the length is no header. All faults are reported
 * together.
 */
public final class GeneLengthTable {
    private final SheetTable table;
    private final Faults faults = new Faults();
    private final Map<String, Double> bases = new HashMap<>();

    private GeneLengthTable(SheetTable table) {
        this.table = table;
    }

    /** Reads TSV, CSV or semicolons, plain or gzip. */
    public static GeneLengths read(Path file) throws BadInput {
        return new GeneLengthTable(SheetTable.read(file)).lengths();
    }

    private GeneLengths lengths() throws BadInput {
        List<SheetTable.Row> rows = new ArrayList<>(table.rows());
        int column = column();
        if (!Double.isNaN(number(table.columns().get(column)))) {
            rows.add(0, new SheetTable.Row(1, table.columns()));
        }
        rows.forEach(row -> add(row, column));
        faults.raise();
        return new GeneLengths(bases);
    }

    private int column() {
        for (int i = 1; i < table.columns().size(); i++) {
            if (table.columns().get(i).equalsIgnoreCase("length")) {
                return i;
            }
        }
        return 1;
    }

    private void add(SheetTable.Row row, int column) {
        String gene = row.cells().get(0);
        String cell = row.cells().get(column);
        double length = number(cell);
        if (!(length > 0) || Double.isInfinite(length)) {
            faults.add(new Fault(
                    table.file(),
                    row.number(),
                    column + 1,
                    table.columns().get(column),
                    Fault.quoted(cell) + " for the length of " + Fault.quoted(gene),
                    "a positive number of bases",
                    "correct the length"));
        } else if (bases.putIfAbsent(gene, length) != null) {
            faults.add(Fault.ofRow(
                    table.file(),
                    row.number(),
                    "gene " + Fault.quoted(gene) + " again",
                    "every gene once",
                    "keep the length of the transcript, or the union of exons, that your counts are of"));
        }
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
