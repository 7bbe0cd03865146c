package org.expressway.ingest.publish;

import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.ExpressionMatrix;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.expressway.schemas.avro.ExpressionUnit;
import org.jspecify.annotations.Nullable;

/**
 * A matrix and its sheet, read and joined.
 *
 * @param rows the sheet's row of each sample of the matrix
 */
public record LabDelivery(ExpressionMatrix matrix, SampleSheet sheet, List<SampleRow> rows, ExpressionUnit unit) {

    /** Reads both files to the end, so that the faults of both come in one report. */
    public static LabDelivery read(PublishRequest request, Progress progress) throws BadInput {
        Faults faults = new Faults();
        SampleSheet sheet = readSheet(request, faults);
        ExpressionMatrix matrix = readMatrix(request, faults, progress);
        faults.raise();
        if (sheet == null || matrix == null) {
            throw new IllegalStateException("a file without faults was not read");
        }
        return new LabDelivery(matrix, sheet, SheetJoin.join(matrix.frame(), sheet), unit(request, matrix));
    }

    private static @Nullable SampleSheet readSheet(PublishRequest request, Faults faults) {
        try {
            return SheetReader.read(request.sheet(), request.columns());
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    private static @Nullable ExpressionMatrix readMatrix(PublishRequest request, Faults faults, Progress progress) {
        try {
            return MatrixReader.read(request.matrix(), progress);
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    private static ExpressionUnit unit(PublishRequest request, ExpressionMatrix matrix) throws BadInput {
        ExpressionUnit said = request.unit();
        if (said != null) {
            return said;
        }
        return UnitGuess.of(matrix)
                .orElseThrow(() -> new BadInput(Fault.ofFile(
                        request.matrix(),
                        "values that could be of several units",
                        "counts (whole numbers, some above 100) or log2 values (none above 40)",
                        "say which unit they are in")));
    }
}
