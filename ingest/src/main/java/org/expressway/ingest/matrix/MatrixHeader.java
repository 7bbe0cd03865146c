package org.expressway.ingest.matrix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.Cells;
import org.expressway.ingest.table.Lines;
import org.expressway.ingest.table.NameRule;
import org.expressway.ingest.table.Separator;

/** Row 1 of a matrix: what separates cells, its first cell, and the sample of each column behind it. */
record MatrixHeader(Separator separator, String corner, List<String> samples) {

    /** Reads the current line of {@code lines}; names that cannot be used go to {@code faults}. */
    static MatrixHeader of(Path file, Lines lines, MatrixLimits limits, Faults faults) throws BadInput {
        Separator separator = separatorOf(file, lines.text());
        Cells cells = new Cells(separator);
        cells.over(lines);
        cells.next();
        String corner = cells.text();
        List<String> samples = new ArrayList<>();
        while (cells.next() && samples.size() <= limits.samples()) {
            samples.add(cells.text());
        }
        if (cells.unclosed()) {
            throw new BadInput(Fault.ofRow(
                    file, 1, "a double quote that is never closed", "quotes in pairs", "mend the quote in the header"));
        }
        if (samples.size() > limits.samples()) {
            throw new BadInput(Fault.ofRow(
                    file,
                    1,
                    "more than " + limits.samples() + " columns",
                    "genes in rows and at most so many samples in columns",
                    "transpose the table, or send it in parts"));
        }
        checkNames(file, samples, faults);
        return new MatrixHeader(separator, corner, List.copyOf(samples));
    }

    private static Separator separatorOf(Path file, String header) throws BadInput {
        if (header.indexOf('\r') >= 0) {
            throw new BadInput(Fault.ofRow(
                    file, 1, "old Macintosh line ends (CR alone)", "LF or CRLF", "save the table with LF line ends"));
        }
        return Separator.mostFrequentIn(header)
                .orElseThrow(() -> new BadInput(Fault.ofRow(
                        file,
                        1,
                        "one column only: " + Fault.quoted(header),
                        "a gene column and sample columns separated by tab, comma or semicolon",
                        otherSeparator(header) + "save the table tab-separated, sample ids in its first row")));
    }

    private static String otherSeparator(String header) {
        if (header.indexOf('|') >= 0) {
            return "it looks separated by '|': ";
        }
        return header.strip().indexOf(' ') > 0 ? "it looks separated by spaces: " : "";
    }

    private static void checkNames(Path file, List<String> samples, Faults faults) {
        Map<String, Integer> columnOf = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            String name = samples.get(i);
            int column = i + 2;
            NameRule.KEY_PART
                    .objectionTo(name)
                    .ifPresent(objection -> faults.add(new Fault(
                            file,
                            1,
                            column,
                            "",
                            objection + " for a sample: " + Fault.quoted(name),
                            NameRule.KEY_PART.text(),
                            "give the sample an id, or delete the column (a separator at the line's end makes one)")));
            Integer earlier = columnOf.putIfAbsent(name, column);
            if (earlier != null && !name.isBlank()) {
                faults.add(new Fault(
                        file,
                        1,
                        column,
                        name,
                        "duplicate sample " + Fault.quoted(name) + ": columns " + earlier + " and " + column,
                        "each sample once",
                        "rename or delete one of the two columns"));
            }
        }
    }
}
