package org.expressway.benchmarks.publish;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a laboratory hands over: samples as a table of counts and its sheet, cells as the three files of a 10x run. The
 * name is also that of its site and its panel.
 *
 * @param zeros share of counts that are zero
 */
record Delivery(String name, int samples, int genes, double zeros, boolean blocks) {
    private static final long SEED = 1;
    private static final double MEAN_LOG = 3;

    /** Bulk samples, each a record of its own. */
    static final Delivery SAMPLES = new Delivery("samples", 1_000, 20_000, .2, false);
    /** The cells of a capture, in blocks. */
    static final Delivery CELLS = new Delivery("cells", 10_000, 2_000, .9, true);
    /** Cells each a record of its own, of which a reference is made. */
    static final Delivery LABELLED_CELLS = new Delivery("labelled", 300, 2_000, .9, false);

    Path matrix(Path folder) {
        return folder.resolve(blocks ? name : name + ".tsv");
    }

    Path sheet(Path folder) {
        return folder.resolve(name + ".samples.tsv");
    }

    /** Writes its files. */
    void write(Path folder) throws IOException {
        if (blocks) {
            writeTriplet(Files.createDirectories(matrix(folder)));
        } else {
            writeTable(folder);
        }
    }

    private void writeTriplet(Path folder) throws IOException {
        List<String> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int cell = 1; cell <= samples; cell++) {
            for (int gene = 1; gene <= genes; gene++) {
                int count = count(random);
                if (count > 0) {
                    entries.add(gene + " " + cell + " " + count);
                }
            }
        }
        entries.add(0, "%%MatrixMarket matrix coordinate integer general");
        entries.add(1, genes + " " + samples + " " + (entries.size() - 1));
        Files.write(folder.resolve("matrix.mtx"), entries);
        Files.write(folder.resolve("barcodes.tsv"), lines(samples, "CELL%d-1"));
        Files.write(folder.resolve("features.tsv"), lines(genes, "GENE%1$d\tGENE%1$d\tGene Expression"));
    }

    private static List<String> lines(int n, String format) {
        return IntStream.range(0, n).mapToObj(format::formatted).toList();
    }

    private void writeTable(Path folder) throws IOException {
        writeSheet(sheet(folder));
        SplittableRandom random = new SplittableRandom(SEED);
        try (BufferedWriter out = Files.newBufferedWriter(matrix(folder))) {
            out.write("gene");
            for (int s = 0; s < samples; s++) {
                out.write("\tS" + s);
            }
            for (int g = 0; g < genes; g++) {
                out.write("\nGENE" + g);
                for (int s = 0; s < samples; s++) {
                    out.write('\t');
                    out.write(Integer.toString(count(random)));
                }
            }
            out.write('\n');
        }
    }

    private int count(SplittableRandom random) {
        return random.nextDouble() < zeros ? 0 : 1 + (int) Math.exp(MEAN_LOG + 2 * random.nextGaussian());
    }

    private void writeSheet(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("sample\tsite\tbatch\n");
            for (int s = 0; s < samples; s++) {
                out.write("S" + s + "\t" + name + "\trun" + s / 100 + "\n");
            }
        }
    }
}
