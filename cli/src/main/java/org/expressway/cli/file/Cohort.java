package org.expressway.cli.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Faults;
import org.expressway.ingest.Progress;
import org.expressway.ingest.matrix.MatrixReader;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.expressway.ingest.sheet.SampleRow;
import org.expressway.ingest.sheet.SampleSheet;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.ingest.sheet.SheetJoin;
import org.expressway.ingest.sheet.SheetReader;
import org.jspecify.annotations.Nullable;

/**
 * A matrix of normalised values and what its sheet says of each sample.
 *
 * @param rows in the order of the matrix's samples
 */
record Cohort(PreciseMatrix matrix, List<SampleRow> rows) {
    /** Reads both files to the end, so that the faults of both come in one report. */
    static Cohort read(Path matrix, Path sheet, SheetColumns columns, Progress progress) throws BadInput {
        Faults faults = new Faults();
        SampleSheet samples = readSheet(sheet, columns, faults);
        PreciseMatrix values = readMatrix(matrix, faults, progress);
        faults.raise();
        if (samples == null || values == null) {
            throw new IllegalStateException("a file without faults was not read");
        }
        return new Cohort(values, SheetJoin.join(values.frame(), samples));
    }

    /** The samples of each batch in the order of their ids, which is the order of the stream's sums. */
    SortedMap<String, List<Member>> batches() {
        SortedMap<String, List<Member>> batches = new TreeMap<>();
        for (int s = 0; s < rows.size(); s++) {
            SampleRow row = rows.get(s);
            batches.computeIfAbsent(row.batchId(), any -> new ArrayList<>()).add(Member.of(row, matrix.values()[s]));
        }
        batches.values().forEach(members -> members.sort(Comparator.comparing(Member::id)));
        return batches;
    }

    private static @Nullable SampleSheet readSheet(Path sheet, SheetColumns columns, Faults faults) {
        try {
            return SheetReader.read(sheet, columns);
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }

    private static @Nullable PreciseMatrix readMatrix(Path matrix, Faults faults, Progress progress) {
        try {
            return MatrixReader.readPrecisely(matrix, progress);
        } catch (BadInput e) {
            faults.addAll(e);
            return null;
        }
    }
}
