package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixLimits;
import org.expressway.ingest.matrix.NumberCell;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.NameRule;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a tool's table, one pass over the bytes. Tools write no gaps, no negative counts and no id
 * twice: where one is seen, the file has been cut, joined or edited, and is refused. Mutable; one per reading.
 */
final class RowsReader {
    private static final long PROGRESS_BYTES = 1 << 18;

    private final LabFile file;
    private final Lines lines;
    private final RowLayout layout;
    private final Faults faults = new Faults();
    private final NumberCell number = NumberCell.float32();
    private final GrowingRows rows;
    private final float[] values;
    private final int[] valueOf;
    private final MatrixLimits limits;
    private String id = "";
    private @Nullable String name;

    private RowsReader(LabFile file, Lines lines, RowLayout layout, MatrixLimits limits) {
        this.file = file;
        this.lines = lines;
        this.layout = layout;
        this.limits = limits;
        this.values = new float[layout.values().length];
        this.rows = new GrowingRows(values.length);
        this.valueOf = places(layout);
    }

    /** Opens a file, passes over its header and reads its rows. */
    static Rows read(Path path, RowLayout layout, Progress progress) throws BadInput {
        MatrixLimits limits = MatrixLimits.standard();
        try (LabFile file = LabFile.open(path)) {
            Lines lines = new Lines(file, limits.lineBytes());
            for (int i = 0; i < layout.headerRows(); i++) {
                lines.next();
            }
            return read(file, lines, layout, progress);
        }
    }

    /** Reads the rows behind the current line. */
    static Rows read(LabFile file, Lines lines, RowLayout layout, Progress progress) throws BadInput {
        return new RowsReader(file, lines, layout, MatrixLimits.standard()).read(progress);
    }

    private static int[] places(RowLayout layout) {
        int[] valueOf = new int[layout.columns().size()];
        Arrays.fill(valueOf, -1);
        for (int i = 0; i < layout.values().length; i++) {
            valueOf[layout.values()[i]] = i;
        }
        return valueOf;
    }

    private Rows read(Progress progress) throws BadInput {
        progress.started("reading " + file.path().getFileName(), file.size());
        Cells cells = new Cells(layout.separator());
        int emptyRow = 0;
        boolean ended = layout.end().isEmpty();
        long told = 0;
        while (!faults.full() && lines.next()) {
            if (file.position() - told >= PROGRESS_BYTES) {
                told = file.position();
                progress.advanced(told);
            }
            if (!layout.end().isEmpty() && lines.text().equals(layout.end())) {
                ended = true;
                break;
            }
            if (lines.start() == lines.end()) {
                emptyRow = lines.row();
                continue;
            }
            emptyRow = refuseGap(emptyRow);
            row(cells);
        }
        refuseUnended(ended);
        faults.raise();
        refuseNone();
        progress.finished();
        return rows.finish(file.sha256());
    }

    private void row(Cells cells) throws BadInput {
        int before = cells(cells);
        if (cells.unclosed()) {
            faults.add(Fault.ofRow(
                    file.path(),
                    lines.row(),
                    "a double quote that is never closed",
                    "quotes in pairs within a row",
                    "mend the quote, or export without quotes"));
        } else if (before != layout.columns().size()) {
            faults.add(ragged(before));
        } else if (layout.aside().test(id)) {
            rows.putAside(id, values);
        } else {
            gene();
        }
    }

    /** Reads the cells of the current line; how many there are. */
    private int cells(Cells cells) {
        cells.over(lines);
        int column = 0;
        while (cells.next()) {
            if (column == layout.id()) {
                id = cells.text();
            } else if (column == layout.name()) {
                name = cells.text();
            } else if (column < valueOf.length && valueOf[column] >= 0) {
                number(column, cells);
            }
            column++;
        }
        return column;
    }

    private void number(int column, Cells cells) {
        boolean isNumber = number.read(cells.bytes(), cells.start(), cells.end());
        double value = number.value();
        values[valueOf[column]] = (float) value;
        if (!isNumber || Double.isInfinite(value) || (Double.isNaN(value) && !layout.loose())) {
            String seen = cells.text();
            faults.add(new Fault(
                    file.path(),
                    lines.row(),
                    column + 1,
                    layout.columns().get(column),
                    seen.isEmpty() ? "an empty cell" : Fault.quoted(seen),
                    layout.loose() ? "a number that float32 can hold, or empty" : "a number; this tool writes one in every cell",
                    seen.indexOf(',') >= 0
                            ? "a number with a decimal comma: was the file saved by a spreadsheet? send the tool's own"
                            : "send the file as the tool wrote it"));
        }
    }

    private void gene() throws BadInput {
        int line = lines.row();
        NameRule.GENE
                .objectionTo(id)
                .ifPresent(objection -> faults.add(new Fault(
                        file.path(),
                        line,
                        layout.id() + 1,
                        layout.columns().get(layout.id()),
                        objection + " for a gene: " + Fault.quoted(id),
                        NameRule.GENE.text(),
                        "give the gene its id or delete the row")));
        Integer earlier = rows.claim(id, line);
        if (earlier != null && !layout.loose()) {
            faults.add(new Fault(
                    file.path(),
                    line,
                    layout.id() + 1,
                    layout.columns().get(layout.id()),
                    "duplicate gene " + Fault.quoted(id) + ": rows " + earlier + " and " + line,
                    "each id once, as the tool writes it",
                    "was the file joined from two? send each as the tool wrote it"));
            return;
        }
        rows.add(id, layout.name() < 0 ? null : name, line, values);
        refuseTooMany();
    }

    private int refuseGap(int emptyRow) {
        if (emptyRow > 0) {
            faults.add(Fault.ofRow(
                    file.path(), emptyRow, "an empty row between rows", "one gene a row", "delete the empty row"));
        }
        return 0;
    }

    private void refuseUnended(boolean ended) {
        if (!ended && !faults.full()) {
            faults.add(Fault.ofRow(
                    file.path(),
                    lines.row(),
                    "the end of the file before " + layout.end(),
                    "a table that ends with " + layout.end(),
                    "the transfer was cut short: download the file again"));
        }
    }

    private void refuseNone() throws BadInput {
        if (rows.size() == 0) {
            throw new BadInput(Fault.ofRow(
                    file.path(),
                    Math.max(1, lines.row()),
                    "a header and no row of numbers",
                    "one row a gene",
                    "the tool may have stopped early: look at its log, or export again"));
        }
    }

    private void refuseTooMany() throws BadInput {
        long cells = (long) rows.size() * Math.max(1, values.length);
        // Transcripts: five times as many as genes.
        if (rows.size() > 5L * limits.genes() || cells > limits.cells()) {
            throw new BadInput(Fault.ofRow(
                    file.path(),
                    lines.row(),
                    rows.size() + " rows x " + values.length + " samples and more",
                    "at most " + 5L * limits.genes() + " rows, and " + limits.cells() + " values in this process's memory",
                    "check that genes are in rows, or give the process more memory (-Xmx)"));
        }
    }

    private Fault ragged(int seen) {
        return Fault.ofRow(
                file.path(),
                lines.row(),
                seen + (seen == 1 ? " cell" : " cells"),
                layout.columns().size() + " cells, as in the rows before",
                "a cell was lost or split in this row, or the file was cut: send it as the tool wrote it");
    }
}
