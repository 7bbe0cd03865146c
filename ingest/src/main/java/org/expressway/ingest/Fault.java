package org.expressway.ingest;

import java.nio.file.Path;

/**
 * One thing wrong with an input file: where it stands, what was seen, what was expected and what to do about it.
 *
 * @param row 1-based line of the file, the header being row 1; 0 where no row is meant
 * @param column 1-based column; 0 where no column is meant
 * @param columnName the header's name of that column, or empty
 */
public record Fault(Path file, int row, int column, String columnName, String seen, String expected, String remedy) {
    private static final int LONGEST_QUOTE = 60;
    /** A list of columns may be as long as a line of the file. */
    private static final int LONGEST_TEXT = 2000;

    public Fault {
        if (row < 0 || column < 0) {
            throw new IllegalArgumentException("row and column count from 1; 0 means none: " + row + ", " + column);
        }
        columnName = harmless(columnName);
        seen = harmless(seen);
        expected = harmless(expected);
        remedy = harmless(remedy);
    }

    /** A fault of the file as a whole. */
    public static Fault ofFile(Path file, String seen, String expected, String remedy) {
        return new Fault(file, 0, 0, "", seen, expected, remedy);
    }

    /** A fault of one row. */
    public static Fault ofRow(Path file, int row, String seen, String expected, String remedy) {
        return new Fault(file, row, 0, "", seen, expected, remedy);
    }

    /** Text from a file as it may be shown on a terminal: in quotes, control characters escaped, at most 60 long. */
    public static String quoted(String text) {
        boolean whole = text.length() <= LONGEST_QUOTE;
        return '"' + harmless(whole ? text : text.substring(0, LONGEST_QUOTE)) + (whole ? "\"" : "...\"");
    }

    /** What comes out of a file must not move the cursor of whoever reads the report. */
    private static String harmless(String whole) {
        String text = whole.length() <= LONGEST_TEXT ? whole : whole.substring(0, LONGEST_TEXT) + "...";
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '\t') {
                shown.append("\\t");
            } else if (Character.isISOControl(c)) {
                shown.append(String.format("\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    /** The place as a person reads it: {@code counts.tsv, row 5, column 3 (S2)}. */
    public String where() {
        StringBuilder place = new StringBuilder(harmless(file.toString()));
        if (row > 0) {
            place.append(", row ").append(row);
        }
        if (column > 0) {
            place.append(", column ").append(column);
        }
        return columnName.isEmpty() ? place.toString() : place + " (" + columnName + ")";
    }

    /** Four lines: where, seen, expected, what to do. */
    public String text() {
        return where() + "\n    seen:     " + seen + "\n    expected: " + expected + "\n    to do:    " + remedy;
    }
}
