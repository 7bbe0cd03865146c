package org.expressway.ingest.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.table.MemoryBudget;
import org.expressway.ingest.table.Separator;

/**
 * What the {@code !Sample_} lines of a series say, by column. A line of characteristics has cells {@code key: value},
 * not always of one key: a sample that lacks one has its neighbours' cells moved up, so each cell goes by its own key.
 * A key that a sample has twice gets a second column. Mutable.
 */
final class GeoSamples {
    private static final String CHARACTERISTICS = "!Sample_characteristics";
    private static final String PLATFORM = "!Series_platform_id";
    private static final Map<String, String> KEPT = Map.of(
            "!Sample_title", "title",
            "!Sample_geo_accession", "geo_accession",
            "!Sample_source_name_ch1", "source_name",
            "!Sample_organism_ch1", "organism",
            "!Sample_platform_id", "platform");
    private static final int MOST_COLUMNS = 500;

    private final MemoryBudget budget;

    private final Map<String, Map<Integer, String>> columns = new LinkedHashMap<>();
    private String platform = "";

    GeoSamples(Path file) {
        this.budget = new MemoryBudget(file);
    }

    void line(int row, String line) throws BadInput {
        if (!line.startsWith("!")) {
            return;
        }
        List<String> cells = Head.split(line, Separator.TAB);
        if (line.startsWith(CHARACTERISTICS) || KEPT.containsKey(cells.get(0))) {
            budget.keep(row, cells.size(), line.length());
        }
        String head = cells.get(0);
        if (head.startsWith(CHARACTERISTICS)) {
            for (int i = 1; i < cells.size(); i++) {
                characteristic(i - 1, cells.get(i));
            }
        } else if (KEPT.containsKey(head)) {
            for (int i = 1; i < cells.size(); i++) {
                put(KEPT.get(head), i - 1, cells.get(i));
            }
        } else if (head.equals(PLATFORM) && cells.size() > 1) {
            platform = cells.get(1);
        }
    }

    /** The platform's accession, or empty. */
    String platform() {
        return platform;
    }

    /** One text a sample, empty where nothing is said. */
    Map<String, List<String>> columns(int samples) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        columns.forEach((name, said) -> {
            List<String> column = new ArrayList<>(Collections.nCopies(samples, ""));
            said.forEach((sample, text) -> {
                if (sample < samples) {
                    column.set(sample, text);
                }
            });
            all.put(name, column);
        });
        return all;
    }

    private void characteristic(int sample, String cell) {
        int colon = cell.indexOf(':');
        if (!cell.isEmpty()) {
            put(
                    colon < 0 ? "characteristics" : cell.substring(0, colon).strip(),
                    sample,
                    colon < 0 ? cell : cell.substring(colon + 1).strip());
        }
    }

    private void put(String key, int sample, String value) {
        String name = key;
        for (int i = 2; columns.containsKey(name) && columns.get(name).containsKey(sample); i++) {
            name = key + "." + i;
        }
        if (columns.containsKey(name) || columns.size() < MOST_COLUMNS) {
            columns.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(sample, value);
        }
    }
}
