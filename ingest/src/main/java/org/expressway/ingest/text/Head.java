package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.matrix.MatrixLimits;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.LabFile;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.Separator;

/**
 * The first lines of a file, which tell what it is.
 *
 * @param lines without line ends; at least one
 * @param separator the most frequent one of the first line that is no comment
 */
public record Head(Path file, List<String> lines, Separator separator) {
    private static final int LINES = 12;
    private static final int CHARACTERS = 4 << 20;
    private static final int LONGEST = 64 << 20;
    /** Columns that tools write before their samples, and more. */
    private static final int BESIDE = 64;

    public Head {
        lines = List.copyOf(lines);
    }

    /** Reads the beginning of a file of text. */
    public static Head of(Path path) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            Lines reader = new Lines(file, LONGEST);
            List<String> lines = new ArrayList<>();
            int characters = 0;
            while (lines.size() < LINES && characters < CHARACTERS && reader.next()) {
                String line = reader.text();
                refuseWide(path, reader.row(), line);
                lines.add(line);
                characters += line.length();
            }
            return new Head(path, lines, separatorOf(lines));
        }
    }

    /** Refuses a line of so many cells that memory has no room for a column each. */
    static void refuseWide(Path path, int row, String line) throws BadInput {
        int most = MatrixLimits.standard().samples() + BESIDE;
        for (Separator separator : Separator.values()) {
            if (line.chars().filter(c -> c == separator.character()).count() > most) {
                throw new BadInput(
                        Fault.ofRow(
                                path,
                                row,
                                "more than " + most + " columns",
                                "genes in rows and at most so many samples in columns, in this process's memory",
                                "check that this is the table you mean; send it in parts, or give the process more memory (-Xmx)"));
            }
        }
    }

    /** A line's text, empty beyond the last. */
    public String line(int number) {
        return number < lines.size() ? lines.get(number) : "";
    }

    /** A line's cells with their quotes undone; none beyond the last line. */
    List<String> cells(int number) {
        return number < lines.size() ? split(lines.get(number), separator) : List.of();
    }

    /** Cells of a line, quotes undone. */
    static List<String> split(String line, Separator separator) {
        List<String> texts = new ArrayList<>();
        Cells cells = new Cells(separator);
        cells.over(line);
        while (cells.next()) {
            texts.add(cells.text());
        }
        return texts;
    }

    /** Whether a header is these columns, in this order, from its first cell on. */
    boolean headerStarts(String... columns) {
        List<String> header = cells(0);
        return header.size() >= columns.length
                && header.subList(0, columns.length).equals(List.of(columns));
    }

    private static Separator separatorOf(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .flatMap(Separator::mostFrequentIn)
                .orElse(Separator.TAB);
    }
}
