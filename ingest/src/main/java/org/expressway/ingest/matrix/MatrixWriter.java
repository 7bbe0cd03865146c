package org.expressway.ingest.matrix;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.expressway.ingest.Progress;
import org.expressway.ingest.table.NewFile;

/**
 * Writes a genes x samples table as {@link MatrixReader} reads it: header, then a row a gene, NA where a value is
 * missing; rows and columns in the frame's order, the frame's own first cell.
 */
public final class MatrixWriter {
    private final NewFile file;
    private final NumberFormat numbers;
    private final Progress progress;
    private final RowBytes row = new RowBytes();

    private MatrixWriter(NewFile file, Digits digits, Progress progress) {
        this.file = file;
        this.numbers = new NumberFormat(digits);
        this.progress = progress;
    }

    /**
     * Writes a table into a file that somebody else commits.
     *
     * @param values {@code [sample][gene]}
     * @param progress told of rows
     */
    public static void write(NewFile file, MatrixFrame frame, double[][] values, Digits digits, Progress progress)
            throws IOException {
        new MatrixWriter(file, digits, progress).write(frame, values);
    }

    private void write(MatrixFrame frame, double[][] values) throws IOException {
        OutputStream out = file.stream();
        List<String> genes = frame.genes();
        progress.started("writing", genes.size());
        header(frame);
        row.flushTo(out);
        for (int g = 0; g < genes.size(); g++) {
            row.utf8(file.cell(genes.get(g)));
            for (double[] profile : values) {
                row.ascii(file.separator().character());
                numbers.append(profile[g], row);
            }
            row.ascii('\n').flushTo(out);
            progress.advanced(g + 1);
        }
        progress.finished();
    }

    private void header(MatrixFrame frame) {
        row.utf8(file.cell(frame.corner()));
        for (String sample : frame.samples()) {
            row.ascii(file.separator().character()).utf8(file.cell(sample));
        }
        row.ascii('\n');
    }
}
