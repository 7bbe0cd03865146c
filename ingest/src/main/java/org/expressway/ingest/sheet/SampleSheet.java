package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A sample sheet as understood.
 *
 * @param sha256 of the file's bytes as stored, lower-case hex
 * @param taken which column was taken for what
 * @param rows distinct by {@link SampleRow#key()}, in the sheet's order
 * @param notes what a person should know about how the sheet was understood, as sentences
 */
public record SampleSheet(
        Path file, String sha256, Map<SheetField, String> taken, List<SampleRow> rows, List<String> notes) {
    public SampleSheet {
        taken = Map.copyOf(taken);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }
}
