package org.expressway.cli.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.expressway.ingest.matrix.PreciseMatrix;
import org.expressway.ingest.sheet.SampleRow;

/**
 * A matrix of normalised values and what its sheet says of each sample.
 *
 * @param rows in the order of the matrix's samples
 */
record Cohort(PreciseMatrix matrix, List<SampleRow> rows) {
    static Cohort of(LabFiles.Read<PreciseMatrix> read) {
        return new Cohort(read.matrix(), read.rows());
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
}
