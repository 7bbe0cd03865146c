package org.expressway.e2e;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.expressway.ingest.simulate.SimulatedSample;

/**
 * Files as a laboratory sends them: a genes x samples table, gzipped, and a sample sheet.
 *
 * @param matrix tab-separated counts
 * @param sheet columns sample, site, run, patient, role, material, subtype
 */
record LabFolder(Path matrix, Path sheet) {

    /**
     * A column of the matrix with its row of the sheet.
     *
     * @param material of a control; empty where none is known
     */
    record Column(SimulatedSample sample, String role, String material) {
        Column(SimulatedSample sample, String role) {
            this(sample, role, "");
        }

        static Column study(SimulatedSample sample) {
            return new Column(sample, "study");
        }
    }

    /** Writes {@code matrix.tsv.gz} and {@code samples.tsv} into {@code folder}, which is made. */
    static LabFolder write(Path folder, List<String> genes, List<Column> columns) throws IOException {
        Files.createDirectories(folder);
        LabFolder lab = new LabFolder(folder.resolve("matrix.tsv.gz"), folder.resolve("samples.tsv"));
        lab.writeMatrix(genes, columns);
        lab.writeSheet(columns);
        return lab;
    }

    static LabFolder ofStudy(Path folder, List<String> genes, List<SimulatedSample> samples) throws IOException {
        return write(folder, genes, samples.stream().map(Column::study).toList());
    }

    private void writeMatrix(List<String> genes, List<Column> columns) throws IOException {
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(matrix)), StandardCharsets.UTF_8)) {
            out.write("gene");
            for (Column column : columns) {
                out.write("\t" + column.sample().sampleId());
            }
            out.write("\n");
            for (int g = 0; g < genes.size(); g++) {
                out.write(genes.get(g));
                for (Column column : columns) {
                    out.write("\t" + (long) column.sample().counts()[g]);
                }
                out.write("\n");
            }
        }
    }

    private void writeSheet(List<Column> columns) throws IOException {
        StringBuilder text = new StringBuilder("sample\tsite\trun\tpatient\trole\tmaterial\tsubtype\n");
        for (Column column : columns) {
            SimulatedSample s = column.sample();
            text.append(String.join(
                            "\t",
                            s.sampleId(),
                            s.site(),
                            s.batchId(),
                            s.subject(),
                            column.role(),
                            column.material(),
                            s.subtype()))
                    .append('\n');
        }
        Files.writeString(sheet, text);
    }
}
