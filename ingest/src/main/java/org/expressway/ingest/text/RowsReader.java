package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.Arrays;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixLimits;
import org.expressway.ingest.matrix.NumberCell;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.MemoryBudget;
import org.expressway.ingest.table.NameRule;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the rows of a tool's table, one pass over the bytes. Tools write no gaps, no negative counts and no id
 * twice: where one is seen, the file has been cut, joined or edited, and is refused. Mutable; one per reading.
 */
final class RowsReader {
    private static final long PROGRESS_BYTES = 1 << 18;
    private static final long TRANSCRIPTS_A_GENE = 5;

    private final LabFile file;
    private final Lines lines;
    private final RowLayout layout;
    private final Faults faults = new Faults();
    private final RowFaults wrong;
    private final NumberCell number = NumberCell.float32();
    private final GrowingRows rows;
    private final float[] values;
    private final int[] valueOf;
    private final MatrixLimits limits;
    private final MemoryBudget budget;
    private String id = "";
    private @Nullable String name;

    private RowsReader(LabFile file, Lines lines, RowLayout layout, MatrixLimits limits) {
        this.file = file;
        this.lines = lines;
        this.layout = layout;
        this.limits = limits;
        this.budget = new MemoryBudget(file.path());
        this.wrong = new RowFaults(file.path(), layout);
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
        progress.startedBytes("reading " + file.path().getFileName(), file.size());
        if (!rows(progress) && !faults.full()) {
            faults.add(wrong.unended(lines.row()));
        }
        faults.raise();
        if (rows.size() == 0) {
            throw new BadInput(wrong.none(lines.row()));
        }
        progress.finished();
        return rows.finish(file.sha256());
    }

    /** Goes through all rows; false where the mark that ends them is missing. */
    private boolean rows(Progress progress) throws BadInput {
        Cells cells = new Cells(layout.separator());
        int emptyRow = 0;
        long told = 0;
        while (!faults.full() && lines.next()) {
            if (file.position() - told >= PROGRESS_BYTES) {
                told = file.position();
                progress.advanced(told);
            }
            if (lines.start() == lines.end()) {
                emptyRow = lines.row();
                continue;
            }
            if (!layout.end().isEmpty() && lines.text().equals(layout.end())) {
                return true;
            }
            if (emptyRow > 0) {
                faults.add(wrong.gap(emptyRow));
                emptyRow = 0;
            }
            row(cells);
        }
        return layout.end().isEmpty();
    }

    private void row(Cells cells) throws BadInput {
        int seen = cells(cells);
        if (cells.unclosed()) {
            faults.add(wrong.unclosed(lines.row()));
        } else if (seen != layout.columns().size()) {
            faults.add(wrong.ragged(lines.row(), seen));
        } else if (layout.aside().test(id)) {
            budget.keep(lines.row(), 1, id.length() + (long) Float.BYTES * values.length);
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
            faults.add(wrong.notANumber(lines.row(), column, cells.text()));
        }
    }

    private void gene() throws BadInput {
        int line = lines.row();
        NameRule.GENE.objectionTo(id).ifPresent(objection -> faults.add(wrong.name(line, id, objection)));
        Integer earlier = rows.claim(id, line);
        if (earlier != null && !layout.loose()) {
            faults.add(wrong.twice(line, id, earlier));
            return;
        }
        budget.keep(line, name == null ? 1 : 2, id.length() + (name == null ? 0L : name.length()));
        rows.add(id, layout.name() < 0 ? null : name, line, values);
        refuseTooMany(line);
    }

    private void refuseTooMany(int line) throws BadInput {
        long most = TRANSCRIPTS_A_GENE * limits.genes();
        long cells = (long) rows.size() * Math.max(1, values.length);
        if (rows.size() > most || cells > limits.cells()) {
            throw new BadInput(wrong.tooMany(line, rows.size(), most, limits));
        }
    }
}
