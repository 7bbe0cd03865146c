package org.expressway.ingest.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.publish.PublishSummary;

/**
 * What is told of a delivery, beside its files: report.json for programs, report.txt for people.
 *
 * @param fields of the JSON object
 */
record Report(Map<String, Object> fields, String text) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final List<String> NAMES = List.of("report.json", "report.txt");

    static Report of(PublishSummary summary) {
        String text = "published " + summary.samples() + " samples of " + summary.batches() + ", "
                + summary.genesMatched() + " genes of panel " + summary.panel() + " matched\n"
                + String.join("\n", summary.notes()) + "\n";
        return new Report(Map.of("outcome", "done", "summary", summary), text);
    }

    static Report repeated(WatchJournal.Step earlier) {
        return new Report(
                Map.of("outcome", "done", "sentBefore", Map.of("at", earlier.at(), "as", earlier.target())),
                "the same content was sent at " + earlier.at() + ", see " + earlier.target()
                        + "; nothing was sent again\n");
    }

    static Report of(BadInput refused, Path folder) {
        List<Map<String, Object>> faults = new ArrayList<>();
        for (Fault fault : refused.faults()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", relative(fault.file(), folder));
            fields.put("row", fault.row());
            fields.put("column", fault.column());
            fields.put("columnName", fault.columnName());
            fields.put("seen", fault.seen());
            fields.put("expected", fault.expected());
            fields.put("remedy", fault.remedy());
            faults.add(fields);
        }
        return new Report(
                Map.of("outcome", "refused", "faults", faults),
                refused.getMessage() + "\nmend it and put it into the watched folder again\n");
    }

    /** Whether a folder holds nothing but a report, as after a crash before anything was moved. */
    static boolean isAlone(Path folder) throws IOException {
        try (var there = Files.list(folder)) {
            return there.allMatch(file -> NAMES.contains(String.valueOf(file.getFileName())));
        }
    }

    void write(Path folder, String name, String digest, String at) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("delivery", name);
        all.put("at", at);
        all.put("sha256", digest);
        all.putAll(fields);
        Files.writeString(folder.resolve(NAMES.get(0)), JSON.writeValueAsString(all) + "\n");
        Files.writeString(folder.resolve(NAMES.get(1)), name + ", " + at + "\n" + text);
    }

    private static String relative(Path file, Path folder) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(folder) ? folder.relativize(absolute).toString() : file.toString();
    }
}
