package org.expressway.ingest.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;

/**
 * The text of a small table, whole in memory, before anybody knows what its rows are.
 *
 * @param sha256 of the file's bytes as stored, lower-case hex
 */
public record SheetText(Path file, String sha256, String text) {
    private static final int PARTS_OF_MEMORY = 16;

    /** Bytes of text a sheet may have, fewer where this process has little memory: decoding takes five times as much. */
    public static final int LARGEST =
            (int) Math.min(256 << 20, Runtime.getRuntime().maxMemory() / PARTS_OF_MEMORY);

    /** Reads UTF-8 text, plain or gzip. */
    public static SheetText read(Path path) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            String text = textOf(file);
            return new SheetText(path, file.sha256(), text);
        }
    }

    private static String textOf(LabFile file) throws BadInput {
        try {
            byte[] bytes = file.text().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new BadInput(Fault.ofFile(
                        file.path(),
                        "more than " + LARGEST + " bytes",
                        "a table of samples or genes, small enough for this process's memory",
                        "check that this is the sheet and not the matrix, and how large it is unpacked (gzip -l)"));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadInput(Fault.ofFile(
                    file.path(), "bytes that are not UTF-8", "UTF-8 text", "save the sheet as \"CSV UTF-8\""));
        } catch (IOException e) {
            throw file.unreadable(e, 0);
        }
    }

    /** What separates the cells of the first line. */
    public Separator separator() throws BadInput {
        String header = text.lines().findFirst().orElse("");
        return Separator.mostFrequentIn(header)
                .orElseThrow(() -> new BadInput(Fault.ofRow(
                        file,
                        1,
                        "one column only: " + Fault.quoted(header),
                        "a header of columns separated by tab, comma or semicolon",
                        "save the sheet tab- or comma-separated, column names in its first row")));
    }

    /** Every row with a cell in it, as long as it is; white space around cells removed. */
    public List<SheetTable.Row> records(Separator separator) throws BadInput {
        List<SheetTable.Row> rows = new ArrayList<>();
        MemoryBudget budget = new MemoryBudget(file);
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator.character())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                List<String> cells =
                        record.getFields().stream().map(String::strip).toList();
                int row = Math.toIntExact(record.getStartingLineNumber());
                int characters = cells.stream().mapToInt(String::length).sum();
                budget.keep(row, 1 + cells.size(), characters);
                rows.add(new SheetTable.Row(row, cells));
            }
        } catch (CsvParseException | IOException e) {
            int row = rows.isEmpty() ? 1 : rows.get(rows.size() - 1).number() + 1;
            throw new BadInput(Fault.ofRow(
                    file,
                    row,
                    "text that is no table (" + e.getMessage() + ")",
                    "cells, quoted in pairs",
                    "mend the quotes in or after this row"));
        }
        return rows;
    }
}
