package org.expressway.ingest.sheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.table.SheetTable;
import org.expressway.ingest.table.SheetText;
import org.jspecify.annotations.Nullable;

/**
 * The SampleSheet of Illumina's instruments. Version 1 has its samples in {@code [Data]}, version 2 in
 * {@code [BCLConvert_Data]} with more of each in the other sections of data ({@code [Cloud_Data]} and so on), joined here by
 * Sample_ID. Rows of one sample are lanes. The batch is the run's name where the header has it (Experiment Name, RunName), the
 * instrument its type. There is no site and no subject: a person says them.
 */
final class IlluminaSheet {
    private static final String SAMPLE = "sampleid";
    private static final List<String> DATA = List.of("[BCLConvert_Data]", "[Data]", "[Cloud_Data]");
    private static final Set<String> PER_LANE = Set.of(
            "lane",
            "index",
            "index2",
            "i7indexid",
            "i5indexid",
            "indexplatewell",
            "indexplate",
            "samplewell",
            "manifest",
            "overridecycles");

    private final SheetText text;
    private final IlluminaSections sections;
    private final String title;
    private final Faults faults;
    private final List<String> columns = new ArrayList<>();
    private int width;

    private IlluminaSheet(SheetText text, IlluminaSections sections, String title, Faults faults) {
        this.text = text;
        this.sections = sections;
        this.title = title;
        this.faults = faults;
    }

    /** The first thing in such a sheet is the title of a section. */
    static boolean recognises(SheetText text) {
        String first = text.text()
                .lines()
                .map(line -> line.replaceAll("[\",;\\s]", ""))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
        return IlluminaSections.isTitle(first);
    }

    static SheetSource read(SheetText text, Faults faults) throws BadInput {
        IlluminaSections sections = IlluminaSections.of(text, faults);
        String title = DATA.stream()
                .filter(name -> sections.rows(name).size() > 1)
                .findFirst()
                .orElseThrow(() -> new BadInput(Fault.ofFile(
                        text.file(),
                        "an Illumina SampleSheet without samples; its sections are "
                                + String.join(", ", sections.sections().keySet()),
                        "[Data] or [BCLConvert_Data] with a header and a row a sample",
                        "export the sheet of the run with its samples")));
        return new IlluminaSheet(text, sections, title, faults).source();
    }

    private SheetSource source() throws BadInput {
        List<SheetTable.Row> data = sections.rows(title);
        SheetTable.Row header = data.get(0);
        columns.addAll(header.cells());
        width = columns.size();
        int sample = sampleColumn(header);
        List<SheetTable.Row> rows = padded(header, data.subList(1, data.size()));
        for (String other : sections.sections().keySet()) {
            rows = other.equals(title) || !other.endsWith("_Data]") ? rows : joined(rows, sample, other);
        }
        SheetTable table =
                new SheetTable(text.file(), text.sha256(), sections.separator(), header.number(), width, columns, rows);
        SheetTable samples = Lanes.joined(table, sample, PER_LANE, faults);
        return new SheetSource(
                format(), samples, defaults(), notes(rows.size(), samples.rows().size()));
    }

    private SheetFormat format() {
        boolean second =
                "2".equals(sections.header(List.of("fileformatversion")).orElse("")) || !"[Data]".equals(title);
        return second ? SheetFormat.ILLUMINA_V2 : SheetFormat.ILLUMINA_V1;
    }

    private Map<SheetField, String> defaults() {
        Map<SheetField, String> said = new EnumMap<>(SheetField.class);
        sections.header(List.of("runname", "experimentname")).ifPresent(run -> said.put(SheetField.BATCH, run));
        sections.header(List.of("instrumenttype", "instrumentplatform"))
                .ifPresent(type -> said.put(SheetField.INSTRUMENT, type));
        return said;
    }

    private static List<String> notes(int rows, int samples) {
        return List.of(samples + " samples in " + rows + " rows of lanes");
    }

    private int sampleColumn(SheetTable.Row header) throws BadInput {
        for (int c = 0; c < header.cells().size(); c++) {
            if (SheetField.plain(header.cells().get(c)).equals(SAMPLE)) {
                return c;
            }
        }
        throw new BadInput(Fault.ofRow(
                text.file(),
                header.number(),
                "columns of " + title + ": " + String.join(", ", header.cells()),
                "a column Sample_ID",
                "add the column"));
    }

    /** Rows as long as the header: what a spreadsheet leaves out at their ends is empty. Longer ones are reported. */
    private List<SheetTable.Row> padded(SheetTable.Row header, List<SheetTable.Row> rows) {
        List<SheetTable.Row> even = new ArrayList<>();
        int wanted = header.cells().size();
        for (SheetTable.Row row : rows) {
            if (row.cells().size() > wanted) {
                SheetTable.reportRagged(text.file(), header.cells(), List.of(row), faults);
            } else {
                List<String> cells = new ArrayList<>(row.cells());
                cells.addAll(Collections.nCopies(wanted - cells.size(), ""));
                even.add(new SheetTable.Row(row.number(), cells));
            }
        }
        return even;
    }

    /** The rows with the columns of another section that says more of the same samples. */
    private List<SheetTable.Row> joined(List<SheetTable.Row> rows, int sample, String other) throws BadInput {
        List<SheetTable.Row> data = sections.rows(other);
        if (data.size() < 2) {
            return rows;
        }
        int otherSample = sampleColumn(data.get(0));
        List<String> otherColumns = data.get(0).cells();
        List<Integer> taken = new ArrayList<>();
        for (int c = 0; c < otherColumns.size(); c++) {
            if (c != otherSample && !columns.contains(otherColumns.get(c))) {
                taken.add(c);
                columns.add(otherColumns.get(c));
            }
        }
        Map<String, List<String>> said = said(padded(data.get(0), data.subList(1, data.size())), otherSample, other);
        refuseUnknown(rows, sample, data, otherSample, other);
        return rows.stream()
                .map(row -> longer(row, said.get(row.cells().get(sample)), taken))
                .toList();
    }

    private Map<String, List<String>> said(List<SheetTable.Row> rows, int sample, String section) {
        Map<String, List<String>> said = new HashMap<>();
        for (SheetTable.Row row : rows) {
            List<String> earlier = said.putIfAbsent(row.cells().get(sample), row.cells());
            if (earlier != null && !earlier.equals(row.cells())) {
                report(row, section, "sample " + Fault.quoted(row.cells().get(sample)) + " again, and otherwise");
            }
        }
        return said;
    }

    private void refuseUnknown(
            List<SheetTable.Row> rows, int sample, List<SheetTable.Row> data, int otherSample, String section) {
        Set<String> known = rows.stream().map(row -> row.cells().get(sample)).collect(Collectors.toSet());
        for (SheetTable.Row row : data.subList(1, data.size())) {
            String id = otherSample < row.cells().size() ? row.cells().get(otherSample) : "";
            if (!known.contains(id)) {
                report(row, section, "sample " + Fault.quoted(id) + ", which " + title + " does not have");
            }
        }
    }

    private void report(SheetTable.Row row, String section, String seen) {
        faults.add(Fault.ofRow(
                text.file(),
                row.number(),
                seen,
                "in " + section + " the samples of " + title + ", once each",
                "delete or correct the row"));
    }

    private static SheetTable.Row longer(SheetTable.Row row, @Nullable List<String> more, List<Integer> taken) {
        List<String> cells = new ArrayList<>(row.cells());
        taken.forEach(c -> cells.add(more == null ? "" : more.get(c)));
        return new SheetTable.Row(row.number(), cells);
    }
}
