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
import org.expressway.ingest.Faults;

/**
 * A small table of text, whole in memory: every row has as many cells as the header, all white space around a cell
 * removed. Quoted cells may hold separators and line ends.
 *
 * @param sha256 of the file's bytes as stored, lower-case hex
 */
public record SheetTable(Path file, String sha256, Separator separator, List<String> columns, List<Row> rows) {
    /** Bytes of text a sheet may have. */
    public static final int LARGEST = 256 << 20;

    /** A row and the line it begins in, the header being row 1. */
    public record Row(int number, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public SheetTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Reads a table of text, TSV, CSV or semicolons, plain or gzip, found out by content. */
    public static SheetTable read(Path path) throws BadInput {
        try (LabFile file = LabFile.open(path)) {
            String text = textOf(file);
            Separator separator = separatorOf(path, text);
            List<Row> all = records(path, text, separator);
            List<String> header = all.get(0).cells();
            List<Row> rows = all.subList(1, all.size());
            refuseRagged(path, header, rows);
            return new SheetTable(path, file.sha256(), separator, header, rows);
        }
    }

    private static String textOf(LabFile file) throws BadInput {
        try {
            byte[] bytes = file.text().readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new BadInput(Fault.ofFile(
                        file.path(),
                        "more than " + LARGEST + " bytes",
                        "a sample sheet, one row a sample",
                        "check that this is the sheet and not the matrix"));
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

    private static Separator separatorOf(Path file, String text) throws BadInput {
        String header = text.lines().findFirst().orElse("");
        return Separator.mostFrequentIn(header)
                .orElseThrow(() -> new BadInput(Fault.ofRow(
                        file,
                        1,
                        "one column only: " + Fault.quoted(header),
                        "a header of columns separated by tab, comma or semicolon",
                        "save the sheet tab- or comma-separated, column names in its first row")));
    }

    private static List<Row> records(Path file, String text, Separator separator) throws BadInput {
        List<Row> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator.character())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                List<String> cells =
                        record.getFields().stream().map(String::strip).toList();
                rows.add(new Row(Math.toIntExact(record.getStartingLineNumber()), cells));
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
        if (rows.size() < 2) {
            throw new BadInput(Fault.ofRow(
                    file, 1, "a header and no row", "one row a sample", "check how the sheet was exported"));
        }
        return rows;
    }

    private static void refuseRagged(Path file, List<String> header, List<Row> rows) throws BadInput {
        Faults faults = new Faults();
        for (Row row : rows) {
            if (row.cells().size() != header.size()) {
                faults.add(Fault.ofRow(
                        file,
                        row.number(),
                        row.cells().size() + " cells",
                        header.size() + " cells, as in the header",
                        "a cell was lost or split in this row: quote cells that hold a separator"));
            }
        }
        faults.raise();
    }
}
