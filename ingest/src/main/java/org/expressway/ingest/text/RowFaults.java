package org.expressway.ingest.text;

import java.nio.file.Path;
import org.expressway.ingest.Fault;
import org.expressway.ingest.matrix.MatrixLimits;
import org.expressway.ingest.table.NameRule;

/** What may be wrong with a row of a tool's table, in words. */
record RowFaults(Path file, RowLayout layout) {
    private static final String AS_WRITTEN = "send the file as the tool wrote it";

    Fault unclosed(int row) {
        return Fault.ofRow(
                file,
                row,
                "a double quote that is never closed",
                "quotes in pairs within a row",
                "mend the quote, or export without quotes");
    }

    Fault ragged(int row, int seen) {
        return Fault.ofRow(
                file,
                row,
                seen + (seen == 1 ? " cell" : " cells"),
                layout.columns().size() + " cells, as in the rows before",
                "a cell was lost or split in this row, or the file was cut: " + AS_WRITTEN);
    }

    Fault notANumber(int row, int column, String seen) {
        return new Fault(
                file,
                row,
                column + 1,
                layout.columns().get(column),
                seen.isEmpty() ? "an empty cell" : Fault.quoted(seen),
                layout.loose()
                        ? "a number that float32 can hold, or empty"
                        : "a number that float32 can hold; this tool writes one in every cell",
                seen.indexOf(',') >= 0
                        ? "a number with a decimal comma: was the file saved by a spreadsheet? send the tool's own"
                        : AS_WRITTEN);
    }

    Fault name(int row, String id, String objection) {
        return ofId(
                row,
                objection + " for a gene: " + Fault.quoted(id),
                NameRule.GENE.text(),
                "give the gene its id or delete the row");
    }

    Fault twice(int row, String id, int earlier) {
        return ofId(
                row,
                "duplicate gene " + Fault.quoted(id) + ": rows " + earlier + " and " + row,
                "each id once, as the tool writes it",
                "was the file joined from two? send each as the tool wrote it");
    }

    Fault gap(int row) {
        return Fault.ofRow(file, row, "an empty row between rows", "one gene a row", "delete the empty row");
    }

    Fault unended(int row) {
        return Fault.ofRow(
                file,
                row,
                "the end of the file before " + layout.end(),
                "a table that ends with " + layout.end(),
                "the transfer was cut short: download the file again");
    }

    Fault none(int row) {
        return Fault.ofRow(
                file,
                Math.max(1, row),
                "a header and no row of numbers",
                "one row a gene",
                "the tool may have stopped early: look at its log, or export again");
    }

    Fault tooMany(int row, int rows, long most, MatrixLimits limits) {
        return Fault.ofRow(
                file,
                row,
                rows + " rows x " + layout.values().length + " samples and more",
                "at most " + most + " rows, and " + limits.cells() + " values in this process's memory",
                "check that genes are in rows, or give the process more memory (-Xmx)");
    }

    private Fault ofId(int row, String seen, String expected, String remedy) {
        return new Fault(file, row, layout.id() + 1, layout.columns().get(layout.id()), seen, expected, remedy);
    }
}
