package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.SheetTable;
import org.expressway.ingest.table.SheetText;

/**
 * A sheet of any format as one table, a row a sample.
 *
 * @param defaults what the format says of all its samples, and not in a column
 * @param notes what a person should know, as sentences
 */
record SheetSource(SheetFormat format, SheetTable table, Map<SheetField, String> defaults, List<String> notes) {
    SheetSource {
        defaults = Map.copyOf(defaults);
        notes = List.copyOf(notes);
    }

    /** Reads a sheet; faults of single rows are added to the others. */
    static SheetSource read(Path file, Faults faults) throws BadInput {
        SheetText text = SheetText.read(file);
        if (IlluminaSheet.recognises(text)) {
            return IlluminaSheet.read(text, faults);
        }
        SheetTable table = SheetTable.of(text, faults);
        return NfCoreSheet.recognises(table)
                ? NfCoreSheet.read(table, faults)
                : new SheetSource(SheetFormat.TABLE, table, Map.of(), List.of());
    }
}
