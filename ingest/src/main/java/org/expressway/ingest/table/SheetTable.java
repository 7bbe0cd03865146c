package org.expressway.ingest.table;

import java.nio.file.Path;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;

/**
 * A small table of text, whole in memory: every row has as many cells as the header, all white space around a cell
 * removed. Quoted cells may hold separators and line ends.
 *
 * @param sha256 of the file's bytes as stored, lower-case hex
 * @param headerRow line of the header
 * @param width how many columns stand in the header's line; those behind them were said elsewhere in the file
 */
public record SheetTable(
        Path file, String sha256, Separator separator, int headerRow, int width, List<String> columns, List<Row> rows) {
    /** A row and the line of the file it begins in, from 1. */
    public record Row(int number, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public SheetTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Reads a table of text, TSV, CSV or semicolons, plain or gzip, found out by content. */
    public static SheetTable read(Path path) throws BadInput {
        return of(SheetText.read(path));
    }

    /** The table of a text whose first row is its header. */
    public static SheetTable of(SheetText text) throws BadInput {
        Faults faults = new Faults();
        SheetTable table = of(text, faults);
        faults.raise();
        return table;
    }

    /** As {@link #of(SheetText)}; ragged rows are reported and left out. */
    public static SheetTable of(SheetText text, Faults faults) throws BadInput {
        Path path = text.file();
        Separator separator = text.separator();
        List<Row> all = text.records(separator);
        if (all.size() < 2) {
            throw new BadInput(Fault.ofRow(
                    path, 1, "a header and no row", "one row a sample", "check how the sheet was exported"));
        }
        List<String> header = all.get(0).cells();
        List<Row> rows = all.subList(1, all.size());
        reportRagged(path, header, rows, faults);
        List<Row> whole =
                rows.stream().filter(row -> row.cells().size() == header.size()).toList();
        return new SheetTable(path, text.sha256(), separator, 1, header.size(), header, whole);
    }

    /** 1-based column of the file, 0 where the file says it elsewhere than in a column of this table. */
    public int columnNumber(int index) {
        return index < width ? index + 1 : 0;
    }

    /** This table with other rows. */
    public SheetTable withRows(List<Row> others) {
        return new SheetTable(file, sha256, separator, headerRow, width, columns, others);
    }

    /** Reports rows that have more or fewer cells than the header. */
    public static void reportRagged(Path file, List<String> header, List<Row> rows, Faults faults) {
        for (Row row : rows) {
            if (row.cells().size() != header.size()) {
                faults.add(Fault.ofRow(
                        file,
                        row.number(),
                        row.cells().size() + " cells",
                        header.size() + " cells, as in the header",
                        "a cell was lost or split in this row: quote cells that hold a separator"));
            }
        }
    }
}
