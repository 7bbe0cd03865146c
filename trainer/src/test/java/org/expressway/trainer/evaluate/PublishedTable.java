package org.expressway.trainer.evaluate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.expressway.analysis.labelled.LabelledSamples;
import org.expressway.analysis.normalize.ValueUnit;
import org.junit.jupiter.api.Assumptions;

/** A published cohort of {@code ../shared}: a table of log2 values, genes × samples, and a sheet of its samples in the same order. */
record PublishedTable(List<String> genes, List<String[]> sheet, float[][] values) {
    private static final Path SHARED =
            Path.of(System.getProperty("expressway.root", "..")).resolve("../shared");

    /** Skips the test by name where the cohort is not there. */
    static PublishedTable read(String name) throws IOException {
        Path folder = SHARED.resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "needs ../shared/data/" + name);
        List<String[]> sheet = Files.readAllLines(folder.resolve("samples.tsv")).stream()
                .map(PublishedTable::cells)
                .toList();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("matrix.tsv.gz"))), StandardCharsets.UTF_8))) {
            String[] header = cells(in.readLine());
            List<String[]> rows = in.lines().map(PublishedTable::cells).toList();
            PublishedTable table = new PublishedTable(
                    rows.stream().map(row -> row[0]).toList(), sheet, transposed(rows, sheet.size() - 1));
            table.requireOrder(header);
            return table;
        }
    }

    private static String[] cells(String line) {
        return Arrays.stream(line.split("\t", -1))
                .map(cell -> cell.replace("\"", ""))
                .toArray(String[]::new);
    }

    private static float[][] transposed(List<String[]> rows, int samples) {
        float[][] values = new float[samples][rows.size()];
        for (int g = 0; g < rows.size(); g++) {
            for (int i = 0; i < samples; i++) {
                values[i][g] = value(rows.get(g)[i + 1]);
            }
        }
        return values;
    }

    private static float value(String cell) {
        return cell.equals("NA") ? Float.NaN : Float.parseFloat(cell);
    }

    private void requireOrder(String[] header) {
        List<String> samples = column("sample");
        if (!Arrays.asList(header)
                .subList(header.length - samples.size(), header.length)
                .equals(samples)) {
            throw new IllegalStateException("the sheet's samples are not those of the table, in its order");
        }
    }

    /** One a sample. */
    List<String> column(String name) {
        int at = Arrays.asList(sheet.get(0)).indexOf(name);
        return sheet.subList(1, sheet.size()).stream().map(row -> row[at]).toList();
    }

    /** The samples that satisfy this, by their place, labelled by one column and grouped by the subjects of another. */
    LabelledCohort cohort(
            String label, String subject, List<String> sites, List<String> sides, Predicate<Integer> kept) {
        int[] at = IntStream.range(0, values.length).filter(kept::test).toArray();
        return LabelledCohort.of(new LabelledSamples(
                ValueUnit.LOG2,
                genes,
                at(column("sample"), at),
                Arrays.stream(at).mapToObj(i -> values[i]).toArray(float[][]::new),
                at(column(label), at),
                at(column(subject), at),
                at(sites, at),
                at(sides, at),
                LabelledSamples.Others.none()));
    }

    private static List<String> at(List<String> all, int[] places) {
        return all.isEmpty() ? all : Arrays.stream(places).mapToObj(all::get).toList();
    }
}
