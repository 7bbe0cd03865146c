package org.expressway.ingest.sheet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.NameRule;
import org.expressway.ingest.table.SheetTable;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a sheet, once its columns are chosen. A faulty cell is reported and read as missing. */
final class RowParser {
    private static final List<String> PRESERVATIONS = List.of("FFPE", "FROZEN", "FRESH");

    private final SheetTable table;
    private final ColumnChoice columns;
    private final SheetColumns wishes;
    private final Faults faults;
    private int withoutSubject;

    RowParser(SheetTable table, ColumnChoice columns, SheetColumns wishes, Faults faults) {
        this.table = table;
        this.columns = columns;
        this.wishes = wishes;
        this.faults = faults;
    }

    SampleRow parse(SheetTable.Row row) {
        String sample = required(row, SheetField.SAMPLE, null);
        return new SampleRow(
                row.number(),
                sample,
                required(row, SheetField.SITE, wishes.defaultSite()),
                required(row, SheetField.BATCH, wishes.defaultBatch()),
                subject(row, sample),
                sex(row),
                role(row),
                columns.cell(row, SheetField.MATERIAL),
                columns.cell(row, SheetField.EXPERIMENT),
                timepoint(row),
                columns.cell(row, SheetField.INSTRUMENT),
                columns.cell(row, SheetField.LINEAGE),
                collectedAt(row),
                specimen(row),
                columns.cell(row, SheetField.LABEL),
                cells(row));
    }

    /** Samples that stand for their own subject because the sheet names none. */
    int withoutSubject() {
        return withoutSubject;
    }

    private String required(SheetTable.Row row, SheetField field, @Nullable String otherwise) {
        String cell = columns.cell(row, field);
        String value = cell == null ? otherwise : cell;
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
        if (subject == null) {
            withoutSubject++;
            return sample;
        }
        return name(row, SheetField.SUBJECT, subject);
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

    private @Nullable Instant collectedAt(SheetTable.Row row) {
        String cell = columns.cell(row, SheetField.COLLECTED_AT);
        if (cell == null) {
            return null;
        }
        try {
            return cell.indexOf('T') < 0
                    ? LocalDate.parse(cell).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(cell).toInstant();
        } catch (DateTimeParseException e) {
            String expected = "a date as 2026-03-31, or a time with its zone as 2026-03-31T09:30:00Z";
            report(row, SheetField.COLLECTED_AT, Fault.quoted(cell), expected, "write the date that way");
            return null;
        }
    }

    private SpecimenRow specimen(SheetTable.Row row) {
        return new SpecimenRow(
                columns.cell(row, SheetField.SPECIMEN_TYPE),
                preservation(row),
                number(row, SheetField.TUMOUR_FRACTION, f -> f >= 0 && f <= 1, "a share from 0 to 1"),
                number(row, SheetField.RIN, r -> r >= 1 && r <= 10, "an RNA integrity number from 1 to 10"),
                number(row, SheetField.DV200, d -> d >= 0 && d <= 1, "a share from 0 to 1"),
                columns.cell(row, SheetField.EXTRACTION_LOT));
    }

    private @Nullable String preservation(SheetTable.Row row) {
        String cell = columns.cell(row, SheetField.PRESERVATION);
        if (cell == null || PRESERVATIONS.contains(cell.toUpperCase(Locale.ROOT))) {
            return cell == null ? null : cell.toUpperCase(Locale.ROOT);
        }
        report(row, SheetField.PRESERVATION, Fault.quoted(cell), String.join(", ", PRESERVATIONS), "correct the cell");
        return null;
    }

    private @Nullable Double number(SheetTable.Row row, SheetField field, Predicate<Double> allowed, String expected) {
        String cell = columns.cell(row, field);
        if (cell == null) {
            return null;
        }
        try {
            double value = Double.parseDouble(cell);
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
