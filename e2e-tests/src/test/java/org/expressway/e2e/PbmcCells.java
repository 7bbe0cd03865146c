package org.expressway.e2e;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.Progress;
import org.expressway.ingest.expression.ExpressionTable;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.format.LabReader;
import org.junit.jupiter.api.Assumptions;

/** 2,000 blood cells without and with interferon beta; the condition is the first word of a barcode. Real counts. */
record PbmcCells(ExpressionTable table) {

    static PbmcCells read() throws BadInput {
        Path folder = Project.root().resolve("../shared/data/pbmc-ifnb-2batches");
        Assumptions.assumeTrue(Files.isDirectory(folder), "needs ../shared/data/pbmc-ifnb-2batches");
        return new PbmcCells(LabReader.read(folder, ReadOptions.NONE, Progress.SILENT));
    }

    /** Every so manieth cell, from one on. */
    List<Integer> every(int step, int from) {
        return IntStream.iterate(from, cell -> cell < table.samples().size(), cell -> cell + step)
                .boxed()
                .toList();
    }

    List<String> barcodes(List<Integer> cells) {
        return cells.stream().map(table.samples()::get).toList();
    }

    static String condition(String barcode) {
        return barcode.substring(0, barcode.indexOf('_'));
    }

    /** As Cell Ranger writes it, unpacked. */
    Path triplet(Path folder, List<Integer> cells) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("barcodes.tsv"), barcodes(cells));
        Files.write(folder.resolve("features.tsv"), table.genes().ids());
        StringBuilder entries = new StringBuilder();
        int[] n = new int[1];
        for (int column = 0; column < cells.size(); column++) {
            int at = column + 1;
            table.values().visit(cells.get(column), (gene, count) -> {
                entries.append(gene + 1).append(' ').append(at).append(' ').append((long) count).append('\n');
                n[0]++;
            });
        }
        String head = "%%MatrixMarket matrix coordinate integer general\n" + table.genes().size() + " " + cells.size()
                + " " + n[0] + "\n";
        Files.writeString(folder.resolve("matrix.mtx"), head + entries);
        return folder;
    }

    /** The sheet of cells that are published one by one. */
    Path sheet(Path file, String batch, List<Integer> cells) throws IOException {
        StringBuilder text = new StringBuilder("sample\tsite\tbatch\tpatient\tcondition\n");
        for (String barcode : barcodes(cells)) {
            text.append("%s\tS\t%s\t%s\t%s\n".formatted(barcode, batch, barcode, condition(barcode)));
        }
        return Files.writeString(file, text);
    }

    /** A table of genes and cells, for the file command. */
    Path tsv(Path file, List<Integer> cells) throws IOException {
        List<float[]> profiles = cells.stream().map(table.values()::profile).toList();
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("gene\t" + String.join("\t", barcodes(cells)) + "\n");
            for (int g = 0; g < table.genes().size(); g++) {
                StringBuilder row = new StringBuilder(table.genes().ids().get(g));
                for (float[] profile : profiles) {
                    row.append('\t').append((long) profile[g]);
                }
                out.write(row.append('\n').toString());
            }
        }
        return file;
    }
}
