package org.expressway.benchmarks.drift;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A cohort of a folder: {@code matrix.tsv.gz}, genes by samples, and {@code samples.tsv} in the same order.
 *
 * @param values samples × genes, log2; NaN is missing
 * @param header of the sheet
 * @param sheet rows of the sheet
 */
record RealCohort(List<String> genes, float[][] values, List<String> header, List<String[]> sheet) {
    static RealCohort read(Path folder) throws IOException {
        List<String[]> sheet = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("samples.tsv"))) {
            sheet.add(line.replace("\"", "").split("\t"));
        }
        List<String> header = List.of(sheet.remove(0));
        List<String> genes = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(folder.resolve("matrix.tsv.gz"))), StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split("\t");
                float[] row = new float[cells.length - 1];
                for (int i = 0; i < row.length; i++) {
                    row[i] = cells[i + 1].equals("NA") ? Float.NaN : Float.parseFloat(cells[i + 1]);
                }
                genes.add(cells[0]);
                rows.add(row);
            }
        }
        float[][] values = new float[sheet.size()][rows.size()];
        for (int g = 0; g < rows.size(); g++) {
            for (int i = 0; i < values.length; i++) {
                values[i][g] = rows.get(g)[i];
            }
        }
        return new RealCohort(genes, values, header, sheet);
    }

    String cell(int sample, String column) {
        return sheet.get(sample)[header.indexOf(column)];
    }
}
