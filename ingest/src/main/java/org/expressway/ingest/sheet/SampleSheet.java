package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.expression.Strandedness;

/**
 * A sample sheet as understood.
 *
 * @param sha256 of the file's bytes as stored, lower-case hex
 * @param format whose sheet it is
 * @param strands which strand the libraries are of, by sample id, where the format says it
 * @param taken which column was taken for what
 * @param rows distinct by {@link SampleRow#key()}, in the sheet's order
 * @param notes what a person should know about how the sheet was understood, as sentences
 */
public record SampleSheet(
        Path file,
        String sha256,
        SheetFormat format,
        Map<SheetField, String> taken,
        List<SampleRow> rows,
        Map<String, Strandedness> strands,
        List<String> notes) {
    public SampleSheet {
        taken = Map.copyOf(taken);
        strands = Map.copyOf(strands);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }
}
