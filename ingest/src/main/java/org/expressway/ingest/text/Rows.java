package org.expressway.ingest.text;

import java.util.List;
import java.util.Map;
import org.expressway.ingest.expression.DenseValues;
import org.expressway.ingest.expression.Places;

/**
 * The rows of a table as read.
 *
 * @param ids of the rows, in the file's order; distinct unless the layout is loose
 * @param names their second names, or empty
 * @param columns {@code [value column][row]}
 * @param lines 1-based line of each row
 * @param aside numbers of the rows that are no genes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Rows(
        List<String> ids,
        List<String> names,
        float[][] columns,
        int[] lines,
        Map<String, float[]> aside,
        String sha256) {

    DenseValues values() {
        return new DenseValues(ids.size(), columns);
    }

    /** Where genes and samples stand, the samples being the value columns of the layout. */
    Places places(RowLayout layout) {
        int[] places = layout.values().clone();
        for (int i = 0; i < places.length; i++) {
            places[i]++;
        }
        return new Places(lines, places);
    }

    /** The sum of a column, in double precision. */
    double sum(int column) {
        double sum = 0;
        for (float value : columns[column]) {
            sum += value;
        }
        return sum;
    }
}
