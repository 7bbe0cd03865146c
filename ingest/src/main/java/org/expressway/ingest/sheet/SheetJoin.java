package org.expressway.ingest.sheet;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Fault;
import org.expressway.ingest.Faults;
import org.expressway.ingest.expression.Places;
import org.expressway.ingest.matrix.MatrixFrame;

/** Brings files and their sheet together: each sample of the one is in the other, once, or all are refused. */
public final class SheetJoin {
    private static final int NAMED = 10;

    /** The samples of one file, and where in it they stand. */
    public record Column(Path file, List<String> samples, Places places) {
        public Column {
            samples = List.copyOf(samples);
        }
    }

    private final List<Column> files;
    private final SampleSheet sheet;
    private final Map<String, SampleRow> rowOf = new HashMap<>();
    private final Faults faults = new Faults();

    private SheetJoin(List<Column> files, SampleSheet sheet) {
        this.files = files;
        this.sheet = sheet;
    }

    /** The sheet's rows in the order of the matrix's samples. */
    public static List<SampleRow> join(MatrixFrame matrix, SampleSheet sheet) throws BadInput {
        Places places = Places.from(2, 0, 2, matrix.samples().size());
        return join(List.of(new Column(matrix.file(), matrix.samples(), places)), sheet)
                .get(0);
    }

    /** The sheet's rows in the order of each file's samples. */
    public static List<List<SampleRow>> join(List<Column> files, SampleSheet sheet) throws BadInput {
        return new SheetJoin(files, sheet).join();
    }

    private List<List<SampleRow>> join() throws BadInput {
        indexRows();
        Set<String> inMatrix = inFiles();
        List<SampleRow> unknown = sheet.rows().stream()
                .filter(row -> !inMatrix.contains(row.sampleId()))
                .toList();
        List<String> undescribed =
                inMatrix.stream().filter(id -> !rowOf.containsKey(id)).toList();
        List<String> unknownIds = unknown.stream().map(SampleRow::sampleId).toList();
        String hint = hint(unknownIds, undescribed);
        reportUnknown(unknown, unknownIds, hint);
        files.forEach(file -> reportUndescribed(file, hint));
        faults.raise();
        return files.stream().map(this::rowsOf).toList();
    }

    private List<SampleRow> rowsOf(Column file) {
        return file.samples().stream()
                .flatMap(id -> Stream.ofNullable(rowOf.get(id)))
                .toList();
    }

    /** The samples of all files, each once; one that stands in two is reported. */
    private Set<String> inFiles() {
        Map<String, Path> fileOf = new LinkedHashMap<>();
        for (Column file : files) {
            for (String sample : file.samples()) {
                Path earlier = fileOf.putIfAbsent(sample, file.file());
                if (earlier != null) {
                    faults.add(Fault.ofFile(
                            file.file(),
                            "sample " + Fault.quoted(sample) + ", which " + earlier + " has too",
                            "each sample in one file",
                            "leave one of the two files out, or give the two samples ids of their own"));
                }
            }
        }
        return fileOf.keySet();
    }

    private void indexRows() {
        for (SampleRow row : sheet.rows()) {
            SampleRow earlier = rowOf.putIfAbsent(row.sampleId(), row);
            if (earlier != null) {
                faults.add(Fault.ofRow(
                        sheet.file(),
                        row.row(),
                        "sample " + Fault.quoted(row.sampleId()) + " of site " + row.site() + ", and in row "
                                + earlier.row() + " of site " + earlier.site(),
                        "a column of the matrix belongs to one sample",
                        "send the sites' samples in a matrix of their own each"));
            }
        }
    }

    private void reportUnknown(List<SampleRow> unknown, List<String> ids, String hint) {
        if (!unknown.isEmpty()) {
            faults.add(Fault.ofRow(
                    sheet.file(),
                    unknown.get(0).row(),
                    "unknown sample in the sheet: " + named(ids) + " not in " + inWhat(),
                    "a column of the matrix for each row of the sheet",
                    hint + "delete the rows, or send the matrix that has them"));
        }
    }

    private String inWhat() {
        return files.size() == 1 ? files.get(0).file().toString() : "any of the " + files.size() + " files";
    }

    private void reportUndescribed(Column file, String hint) {
        List<String> undescribed =
                file.samples().stream().filter(id -> !rowOf.containsKey(id)).toList();
        if (!undescribed.isEmpty()) {
            String first = undescribed.get(0);
            int column = file.places().column(file.samples().indexOf(first));
            faults.add(new Fault(
                    file.file(),
                    column > 0 ? 1 : 0,
                    column,
                    first,
                    "sample without a row in the sheet: " + named(undescribed) + " not in " + sheet.file(),
                    "a row of the sheet for each column of the matrix",
                    hint + "add the rows, or send the matrix without these columns"));
        }
    }

    private static String named(List<String> samples) {
        String names = samples.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = samples.size() - NAMED;
        return samples.size() + " (" + names + (more > 0 ? " and " + more + " more" : "") + ")";
    }

    /** R's read.table turns TCGA-A1 into TCGA.A1 and 1A into X1A; the names then agree but for that. */
    private static String hint(List<String> unknown, List<String> undescribed) {
        Set<String> mangled = undescribed.stream().map(SheetJoin::letters).collect(Collectors.toSet());
        boolean agree = !unknown.isEmpty()
                && unknown.stream()
                        .map(SheetJoin::letters)
                        .anyMatch(id -> mangled.contains(id) || mangled.contains("X" + id));
        return agree
                ? "the names agree but for punctuation, as after R's check.names: use check.names=FALSE; else "
                : "";
    }

    private static String letters(String id) {
        return id.replaceAll("[^A-Za-z0-9]", "");
    }
}
