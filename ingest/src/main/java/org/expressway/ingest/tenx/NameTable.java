package org.expressway.ingest.tenx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.MemoryBudget;
import org.expressway.ingest.table.Separator;

/**
 * The names that belong to the rows or columns of a matrix: no header, tabs between columns.
 *
 * @param columns {@code [column]}, a name for each line
 */
record NameTable(Path file, List<List<String>> columns, String sha256) {
    private static final int LONGEST = 1 << 20;

    /**
     * Reads the first columns of a table.
     *
     * @param atMost columns to read; a line may have fewer
     * @param lines how many lines there must be
     * @param what the lines are, for messages
     */
    static NameTable read(Path path, int atMost, int lines, String what) throws BadInput {
        List<List<String>> columns = new ArrayList<>();
        for (int i = 0; i < atMost; i++) {
            columns.add(new ArrayList<>());
        }
        try (LabFile file = LabFile.open(path)) {
            Lines reader = new Lines(file, LONGEST);
            Cells cells = new Cells(Separator.TAB);
            MemoryBudget budget = new MemoryBudget(path);
            while (reader.next() && columns.get(0).size() <= lines) {
                if (reader.start() < reader.end()) {
                    budget.keep(reader.row(), atMost, reader.end() - reader.start());
                    cells.over(reader);
                    for (List<String> column : columns) {
                        column.add(cells.next() ? cells.text() : "");
                    }
                }
            }
            refuseOtherNumber(path, columns.get(0).size(), lines, what);
            return new NameTable(path, columns, file.sha256());
        }
    }

    List<String> column(int index) {
        return columns.get(index);
    }

    private static void refuseOtherNumber(Path path, int seen, int expected, String what) throws BadInput {
        if (seen != expected) {
            throw new BadInput(Fault.ofRow(
                    path,
                    Math.min(seen, expected) + 1,
                    seen > expected ? "more than " + expected + " " + what : seen + " " + what,
                    expected + " " + what + ", as many as the matrix has",
                    "the three files must be of one run: copy the folder again"));
        }
    }
}
