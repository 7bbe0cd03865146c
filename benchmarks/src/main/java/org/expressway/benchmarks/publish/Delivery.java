package org.expressway.benchmarks.publish;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * What a laboratory hands over: a table of counts and its sheet. The name is also that of its site and its panel.
 *
 * @param zeros share of counts that are zero
 */
record Delivery(String name, int samples, int genes, double zeros) {
    private static final long SEED = 1;
    private static final double MEAN_LOG = 3;

    /** Bulk samples, each a record of its own. */
    static final Delivery SAMPLES = new Delivery("samples", 1_000, 20_000, .2);
    /** Cells, each a record of its own. */
    static final Delivery CELLS = new Delivery("cells", 10_000, 2_000, .9);

    Path matrix(Path folder) {
        return folder.resolve(name + ".tsv");
    }

    Path sheet(Path folder) {
        return folder.resolve(name + ".samples.tsv");
    }

    /** Writes both files. */
    void write(Path folder) throws IOException {
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
