package org.expressway.analysis.oracle;

import java.util.Arrays;
import java.util.List;

/** A table with a header; the first column names the rows. */
public record Table(List<String> header, List<String[]> rows) {
    static Table of(List<String[]> lines) {
        return new Table(Arrays.asList(lines.get(0)), lines.subList(1, lines.size()));
    }

    public List<String> texts(String column) {
        int at = index(column);
        return rows.stream().map(row -> row[at]).toList();
    }

    /** The column as doubles, NA = NaN. */
    public double[] numbers(String column) {
        int at = index(column);
        return rows.stream()
                .mapToDouble(row -> row[at].equals("NA") ? Double.NaN : Double.parseDouble(row[at]))
                .toArray();
    }

    /** The figure of one row. */
    public double number(String row, String column) {
        return numbers(column)[texts(header.get(0)).indexOf(row)];
    }

    private int index(String column) {
        int at = header.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("no column " + column + " among " + header);
        }
        return at;
    }
}
