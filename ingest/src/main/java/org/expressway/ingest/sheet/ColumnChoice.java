package org.expressway.ingest.sheet;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.SheetTable;
import org.jspecify.annotations.Nullable;

/** Decides which column of a sheet says what: as a person named it, else by the headers a field is known by. */
final class ColumnChoice {
    private final SheetTable table;
    private final SheetColumns wishes;
    private final Map<SheetField, String> defaults;
    private final Map<SheetField, Integer> indexOf = new EnumMap<>(SheetField.class);

    ColumnChoice(SheetSource source, SheetColumns wishes, Faults faults) {
        this.table = source.table();
        this.wishes = wishes;
        this.defaults = new EnumMap<>(SheetField.class);
        defaults.putAll(source.defaults());
        defaults.putAll(wishes.defaults());
        refuseDoubledHeaders(faults);
        for (SheetField field : SheetField.values()) {
            choose(field, faults);
        }
    }

    /** The text of a field in a row, else what is said of all samples; NA and empty are null. */
    @Nullable
    String cell(SheetTable.Row row, SheetField field) {
        Integer index = indexOf.get(field);
        String cell = index == null ? null : presentOrNull(row.cells().get(index));
        return cell == null ? defaults.get(field) : cell;
    }

    /** Whether any row may say the field. */
    boolean says(SheetField field) {
        return has(field) || defaults.containsKey(field);
    }

    /** What holds where a row says nothing, by field. */
    Map<SheetField, String> defaults() {
        return Map.copyOf(defaults);
    }

    boolean has(SheetField field) {
        return indexOf.containsKey(field);
    }

    /** 1-based column of a field, 0 where there is none. */
    int column(SheetField field) {
        Integer index = indexOf.get(field);
        return index == null ? 0 : table.columnNumber(index);
    }

    /** Header of a field's column, empty where there is none. */
    String header(SheetField field) {
        Integer index = indexOf.get(field);
        return index == null ? "" : table.columns().get(index);
    }

    Map<SheetField, String> taken() {
        Map<SheetField, String> taken = new EnumMap<>(SheetField.class);
        indexOf.keySet().forEach(field -> taken.put(field, header(field)));
        return taken;
    }

    static @Nullable String presentOrNull(String cell) {
        return cell.isEmpty() || "NA".equals(cell) ? null : cell;
    }

    private void refuseDoubledHeaders(Faults faults) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            String header = table.columns().get(i);
            Integer earlier = first.putIfAbsent(header, i + 1);
            if (earlier != null && !header.isEmpty()) {
                faults.add(new Fault(
                        table.file(),
                        table.headerRow(),
                        table.columnNumber(i),
                        header,
                        "the header of column " + earlier + " again",
                        "each header once",
                        "rename one of the two columns"));
            }
        }
    }

    private void choose(SheetField field, Faults faults) {
        String wish = wishes.named().get(field);
        int index = wish == null ? guess(field) : table.columns().indexOf(wish);
        if (index >= 0) {
            indexOf.put(field, index);
        } else if (wish != null) {
            faults.add(Fault.ofRow(
                    table.file(),
                    table.headerRow(),
                    "no column " + Fault.quoted(wish) + " for the " + field.text(),
                    "one of the sheet's columns: " + String.join(", ", table.columns()),
                    "name one of these columns, exactly as it is written"));
        }
    }

    private int guess(SheetField field) {
        if (!wishes.guessable().contains(field)) {
            return -1;
        }
        List<String> plain = table.columns().stream().map(SheetField::plain).toList();
        for (String header : field.headers()) {
            int index = plain.indexOf(header);
            if (index >= 0 && !(field == SheetField.ROLE && !saysRoles(index))) {
                return index;
            }
        }
        return -1;
    }

    /** Many sheets have a column "sample type" that means the tissue: it is a role column only if a cell is a role. */
    private boolean saysRoles(int index) {
        return "role".equals(SheetField.plain(table.columns().get(index)))
                || table.rows().stream()
                        .anyMatch(row -> Role.of(row.cells().get(index)).isPresent());
    }
}
