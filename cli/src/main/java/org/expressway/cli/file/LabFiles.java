package org.expressway.cli.file;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.matrix.MatrixFrame;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.jspecify.annotations.Nullable;

/** A matrix and its sheet. Both are read to the end, so that the faults of both come in one report. */
record LabFiles(Path matrix, Path sheet, SheetColumns columns) {
    /**
     * What was read.
     *
     * @param rows the sheet's row of each sample of the matrix
     */
    record Read<M>(M matrix, List<SampleRow> rows) {}

    /** A way to read a matrix. */
    private interface Reading<M> {
        M read(Path file, Progress progress) throws BadInput;
    }

    /** As a laboratory sends it, in the stream's float32. */
    Read<ExpressionMatrix> asSent(Progress progress) throws BadInput {
        return read(MatrixReader::read, ExpressionMatrix::frame, progress);
    }

    /** Values that were computed already, as doubles. */
    Read<PreciseMatrix> computed(Progress progress) throws BadInput {
        return read(MatrixReader::readPrecisely, PreciseMatrix::frame, progress);
    }

    private <M> Read<M> read(Reading<M> reading, Function<M, MatrixFrame> frame, Progress progress) throws BadInput {
        Faults faults = new Faults();
        SampleSheet samples = sheet(faults);
        M values = matrix(reading, faults, progress);
        faults.raise();
        if (samples == null || values == null) {
            throw new IllegalStateException("a file without faults was not read");
        }
        return new Read<>(values, SheetJoin.join(frame.apply(values), samples));
    }

    private @Nullable SampleSheet sheet(Faults faults) {
        try {
            return SheetReader.read(sheet, columns);
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    private <M> @Nullable M matrix(Reading<M> reading, Faults faults, Progress progress) {
        try {
            return reading.read(matrix, progress);
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }
}
