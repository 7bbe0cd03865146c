package org.expressway.ingest.text;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.expressway.ingest.table.Separator;

/**
 * How the rows of a tool's table are to be read.
 *
 * @param headerRows lines before the first row of numbers
 * @param columns names of all columns, for faults and for their number; columns of the id and beside it included
 * @param id 0-based column of the gene's (or transcript's) id
 * @param name 0-based column of a second name, -1 where there is none
 * @param values 0-based columns of the numbers to read
 * @param aside ids of rows that are no genes but reads without one, such as {@code __no_feature}
 * @param end id that stands behind the last row, or empty
 * @param loose whether empty cells, NA and ids that repeat are fine, as they are where people make the table
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RowLayout(
        Separator separator,
        int headerRows,
        List<String> columns,
        int id,
        int name,
        int[] values,
        Predicate<String> aside,
        String end,
        boolean loose) {
    RowLayout {
        columns = List.copyOf(columns);
    }

    /** All columns behind the first {@code beside} are samples; ids in column 0. */
    static RowLayout samplesBehind(Separator separator, int headerRows, List<String> columns, int beside) {
        int[] values = new int[Math.max(0, columns.size() - beside)];
        Arrays.setAll(values, i -> i + beside);
        return new RowLayout(separator, headerRows, columns, 0, -1, values, id -> false, "", false);
    }

    /** One column of numbers, found by its name. */
    static RowLayout column(Separator separator, List<String> columns, String id, String value) {
        return new RowLayout(
                separator,
                1,
                columns,
                columns.indexOf(id),
                -1,
                new int[] {columns.indexOf(value)},
                row -> false,
                "",
                false);
    }

    RowLayout withName(int column) {
        return new RowLayout(separator, headerRows, columns, id, column, values, aside, end, loose);
    }

    RowLayout withAside(Predicate<String> noGene) {
        return new RowLayout(separator, headerRows, columns, id, name, values, noGene, end, loose);
    }

    RowLayout withEnd(String last) {
        return new RowLayout(separator, headerRows, columns, id, name, values, aside, last, loose);
    }

    RowLayout loosely() {
        return new RowLayout(separator, headerRows, columns, id, name, values, aside, end, true);
    }
}
