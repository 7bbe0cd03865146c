package org.expressway.ingest.sheet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.NameRule;
import org.expressway.ingest.table.SheetTable;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sheet, once its columns are chosen. A faulty cell is reported and read as missing. */
final class RowParser {
    private static final Map<String, String> PRESERVATIONS = Map.of(
            "ffpe", "FFPE",
            "formalinfixedparaffinembedded", "FFPE",
            "frozen", "FROZEN",
            "freshfrozen", "FROZEN",
            "snapfrozen", "FROZEN",
            "ff", "FROZEN",
            "fresh", "FRESH");

    private final SheetTable table;
    private final ColumnChoice columns;
    private final Faults faults;

    RowParser(SheetTable table, ColumnChoice columns, Faults faults) {
        this.table = table;
        this.columns = columns;
        this.faults = faults;
    }

    SampleRow parse(SheetTable.Row row) {
        String sample = required(row, SheetField.SAMPLE);
        return new SampleRow(
                row.number(),
                sample,
                required(row, SheetField.SITE),
                required(row, SheetField.BATCH),
                subject(row, sample),
                sex(row),
                role(row),
                columns.cell(row, SheetField.MATERIAL),
                columns.cell(row, SheetField.EXPERIMENT),
                timepoint(row),
                columns.cell(row, SheetField.INSTRUMENT),
                columns.cell(row, SheetField.LINEAGE),
                time(row, SheetField.COLLECTED_AT),
                specimen(row),
                columns.cell(row, SheetField.LABEL),
                cells(row));
    }

    /** Empty where it is missing: reported here for the row, or once where no row could say it. */
    private String required(SheetTable.Row row, SheetField field) {
        String value = columns.cell(row, field);
        if (value == null && !columns.says(field)) {
            return "";
        }
        if (value == null) {
            report(row, field, "no " + field.text(), NameRule.KEY_PART.text(), "fill the cell in, or delete the row");
            return "";
        }
        return name(row, field, value);
    }

    private String name(SheetTable.Row row, SheetField field, String value) {
        NameRule.KEY_PART
                .objectionTo(value)
                .ifPresent(objection -> report(
                        row,
                        field,
                        objection + " for the " + field.text() + ": " + Fault.quoted(value),
                        NameRule.KEY_PART.text(),
                        "use another name, here and in the matrix"));
        return value;
    }

    private String subject(SheetTable.Row row, String sample) {
        String subject = columns.cell(row, SheetField.SUBJECT);
        return subject == null ? sample : name(row, SheetField.SUBJECT, subject);
    }

    private Sex sex(SheetTable.Row row) {
        String cell = columns.cell(row, SheetField.SEX);
        if (cell == null) {
            return Sex.UNKNOWN;
        }
        return Sex.of(cell).orElseGet(() -> {
            report(row, SheetField.SEX, Fault.quoted(cell), Sex.EXPECTED, "correct the cell, or leave it empty");
            return Sex.UNKNOWN;
        });
    }

    private Role role(SheetTable.Row row) {
        String cell = columns.cell(row, SheetField.ROLE);
        if (cell == null) {
            return Role.STUDY;
        }
        return Role.of(cell).orElseGet(() -> {
            report(row, SheetField.ROLE, Fault.quoted(cell), "STUDY, BRIDGE_CONTROL or BLANK", "correct the role");
            return Role.STUDY;
        });
    }

    private @Nullable Timepoint timepoint(SheetTable.Row row) {
        Double value = number(row, SheetField.TIME, t -> true, "a number: the time since the experiment's start");
        return value == null ? null : new Timepoint(value, TimeUnitName.of(columns.header(SheetField.TIME)));
    }

    private @Nullable Instant time(SheetTable.Row row, SheetField field) {
        String cell = columns.cell(row, field);
        if (cell == null) {
            return null;
        }
        try {
            return cell.indexOf('T') < 0
                    ? LocalDate.parse(cell).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(cell).toInstant();
        } catch (DateTimeParseException e) {
            String expected = "a date as 2026-03-31, or a time with its zone as 2026-03-31T09:30:00Z";
            report(row, field, Fault.quoted(cell), expected, "write the date that way");
            return null;
        }
    }

    private SpecimenRow specimen(SheetTable.Row row) {
        return new SpecimenRow(
                columns.cell(row, SheetField.SPECIMEN_TYPE),
                preservation(row),
                share(row, SheetField.TUMOUR_FRACTION),
                number(row, SheetField.RIN, r -> r >= 1 && r <= 10, "an RNA integrity number from 1 to 10"),
                share(row, SheetField.DV200),
                columns.cell(row, SheetField.EXTRACTION_LOT),
                time(row, SheetField.RECEIVED_AT));
    }

    private @Nullable String preservation(SheetTable.Row row) {
        String cell = columns.cell(row, SheetField.PRESERVATION);
        String known = cell == null ? null : PRESERVATIONS.get(SheetField.plain(cell));
        if (cell != null && known == null) {
            String expected = "FFPE, FROZEN or FRESH";
            report(row, SheetField.PRESERVATION, Fault.quoted(cell), expected, "correct the cell");
        }
        return known;
    }

    /** A share, or per cent where the cell says so; 80 alone could be a slip for 0.80, and is refused. */
    private @Nullable Double share(SheetTable.Row row, SheetField field) {
        return number(row, field, share -> share >= 0 && share <= 1, "a share from 0 to 1, or per cent as 80%");
    }

    private static double parsed(String cell) {
        return cell.endsWith("%")
                ? Double.parseDouble(cell.substring(0, cell.length() - 1)) / 100
                : Double.parseDouble(cell);
    }

    private @Nullable Double number(SheetTable.Row row, SheetField field, Predicate<Double> allowed, String expected) {
        String cell = columns.cell(row, field);
        if (cell == null) {
            return null;
        }
        try {
            double value = parsed(cell);
            if (Double.isFinite(value) && allowed.test(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        report(row, field, Fault.quoted(cell), expected, "correct the cell, or leave it empty");
        return null;
    }

    private Map<String, String> cells(SheetTable.Row row) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            cells.put(table.columns().get(i), row.cells().get(i));
        }
        return cells;
    }

    private void report(SheetTable.Row row, SheetField field, String seen, String expected, String remedy) {
        faults.add(new Fault(
                table.file(), row.number(), columns.column(field), columns.header(field), seen, expected, remedy));
    }
}
