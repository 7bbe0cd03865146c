package org.expressway.ingest.matrix;

import java.nio.file.Path;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.NameRule;

/**
 * Reads a genes x samples table: first column gene ids (its header cell is free), first row sample ids, then one number
 * a cell, empty, NA, NaN or null where it is missing. TSV, CSV or semicolons, plain or gzip, found out by content.
 *
 * <p>One pass over the bytes; only the numbers stay in memory. All faults are reported together, up to
 * {@link Faults#SHOWN}; then reading stops.
 */
public final class MatrixReader {
    private static final long PROGRESS_BYTES = 1 << 18;

    private final LabFile file;
    private final MatrixLimits limits;
    private final Progress progress;
    private final Faults faults = new Faults();
    private final Lines lines;
    private boolean repeats;
    private long told;

    private MatrixReader(LabFile file, MatrixLimits limits, Progress progress) {
        this.file = file;
        this.limits = limits;
        this.progress = progress;
        this.lines = new Lines(file, limits.lineBytes());
    }

    /** Reads a table within the standard limits. */
    public static ExpressionMatrix read(Path file, Progress progress) throws BadInput {
        return read(file, MatrixLimits.standard(), progress);
    }

    /**
     * Reads a table.
     *
     * @param progress told of bytes of the file as stored
     * @throws BadInput with every fault that was found; nothing of the file is returned then
     */
    public static ExpressionMatrix read(Path path, MatrixLimits limits, Progress progress) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            return new MatrixReader(file, limits, progress).floats();
        }
    }

    /** Reads a table in which a gene may stand in several rows, as symbols do; else as {@link #read}. */
    public static ExpressionMatrix readRepeating(Path path, Progress progress) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            MatrixReader reader = new MatrixReader(file, MatrixLimits.standard(), progress);
            reader.repeats = true;
            return reader.floats();
        }
    }

    /** Reads a table of computed values as doubles, within the standard limits; else as {@link #read}. */
    public static PreciseMatrix readPrecisely(Path path, Progress progress) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            return new MatrixReader(file, MatrixLimits.standard(Precision.FLOAT64), progress).doubles();
        }
    }

    private ExpressionMatrix floats() throws BadInput {
        MatrixHeader header = header();
        float[][] values = new float[header.samples().size()][0];
        return new ExpressionMatrix(fill(header, Precision.FLOAT32, new Profiles.Float32(values)), values);
    }

    private PreciseMatrix doubles() throws BadInput {
        MatrixHeader header = header();
        double[][] values = new double[header.samples().size()][0];
        return new PreciseMatrix(fill(header, Precision.FLOAT64, new Profiles.Float64(values)), values);
    }

    private MatrixHeader header() throws BadInput {
        progress.startedBytes("reading " + file.path().getFileName(), file.size());
        lines.next();
        return MatrixHeader.of(file.path(), lines, limits, faults);
    }

    private MatrixFrame fill(MatrixHeader header, Precision precision, Profiles profiles) throws BadInput {
        GeneRows rows = new GeneRows(profiles, repeats);
        readRows(header, rows, new RowReader(file.path(), header, precision, rows, faults));
        refuseHeaderOnly(rows);
        faults.raise();
        rows.finish();
        MatrixFrame frame = new MatrixFrame(
                file.path(),
                file.sha256(),
                header.separator(),
                header.corner(),
                rows.genes(),
                header.samples(),
                rows.missing());
        progress.finished();
        return frame;
    }

    private void readRows(MatrixHeader header, GeneRows rows, RowReader row) throws BadInput {
        Cells cells = new Cells(header.separator());
        int emptyRow = 0;
        while (!faults.full() && lines.next()) {
            tellProgress();
            if (lines.start() == lines.end()) {
                emptyRow = lines.row();
                continue;
            }
            emptyRow = refuseGap(emptyRow);
            cells.over(lines);
            row.read(lines, cells);
            refuseTooMany(header, rows);
        }
    }

    private void tellProgress() {
        if (file.position() - told >= PROGRESS_BYTES) {
            told = file.position();
            progress.advanced(told);
        }
    }

    /** Empty lines at the end are nothing; one in the middle may be a gene that got lost. */
    private int refuseGap(int emptyRow) {
        if (emptyRow > 0) {
            faults.add(Fault.ofRow(
                    file.path(), emptyRow, "an empty row between rows", "one gene a row", "delete the empty row"));
        }
        return 0;
    }

    private void refuseTooMany(MatrixHeader header, GeneRows rows) throws BadInput {
        long cells = (long) rows.size() * header.samples().size();
        if (rows.size() > limits.genes() || cells > limits.cells()) {
            throw new BadInput(Fault.ofRow(
                    file.path(),
                    lines.row(),
                    rows.size() + " genes x " + header.samples().size() + " samples and more",
                    "at most " + limits.genes() + " genes, and " + limits.cells() + " values in this process's memory",
                    "check that genes are in rows; send the samples in parts, or give the process more memory (-Xmx)"));
        }
    }

    private void refuseHeaderOnly(GeneRows rows) {
        if (rows.size() == 0 && faults.isEmpty()) {
            faults.add(Fault.ofRow(
                    file.path(),
                    1,
                    "a header and no row of numbers",
                    NameRule.GENE.text() + " and numbers in each row",
                    "check how the table was exported, and send it again"));
        }
    }
}
