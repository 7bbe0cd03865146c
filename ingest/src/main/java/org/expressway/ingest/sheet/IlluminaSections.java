package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.Separator;
import org.expressway.ingest.table.SheetTable;
import org.expressway.ingest.table.SheetText;

/**
 * The sections of an Illumina SampleSheet, {@code [Header]} and so on, each with its rows; cells that a spreadsheet left
 * empty at the ends of rows are gone, and so are rows of nothing else.
 */
record IlluminaSections(Path file, Separator separator, Map<String, List<SheetTable.Row>> sections) {
    static IlluminaSections of(SheetText text, Faults faults) throws BadInput {
        Separator separator = Separator.mostFrequentIn(text.text()).orElse(Separator.COMMA);
        Map<String, List<SheetTable.Row>> sections = new LinkedHashMap<>();
        List<SheetTable.Row> current = new ArrayList<>();
        for (SheetTable.Row row : text.records(separator)) {
            List<String> cells = withoutEmptyEnd(row.cells());
            if (!cells.isEmpty() && isTitle(cells.get(0))) {
                current = new ArrayList<>();
                if (sections.putIfAbsent(cells.get(0), current) != null) {
                    reportTwice(text.file(), row.number(), cells.get(0), faults);
                }
            } else if (!cells.isEmpty()) {
                current.add(new SheetTable.Row(row.number(), cells));
            }
        }
        return new IlluminaSections(text.file(), separator, sections);
    }

    static boolean isTitle(String cell) {
        return cell.startsWith("[") && cell.endsWith("]");
    }

    /** What the header says under one of several names, case, spaces and '_' aside. */
    Optional<String> header(List<String> names) {
        return names.stream().flatMap(name -> header(name).stream()).findFirst();
    }

    /** The rows of a section, the first being its columns; empty where there is none. */
    List<SheetTable.Row> rows(String title) {
        return sections.getOrDefault(title, List.of());
    }

    private Optional<String> header(String name) {
        return rows("[Header]").stream()
                .map(SheetTable.Row::cells)
                .filter(cells ->
                        cells.size() > 1 && SheetField.plain(cells.get(0)).equals(name))
                .map(cells -> cells.get(1))
                .findFirst();
    }

    private static List<String> withoutEmptyEnd(List<String> cells) {
        int end = cells.size();
        while (end > 0 && cells.get(end - 1).isEmpty()) {
            end--;
        }
        return cells.subList(0, end);
    }

    private static void reportTwice(Path file, int row, String title, Faults faults) {
        faults.add(Fault.ofRow(
                file, row, "section " + title + " again", "each section once", "make one section of the two"));
    }
}
