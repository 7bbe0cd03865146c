package org.expressway.benchmarks.drift;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** All figures of drift detection in one run. */
public final class DriftFigures {
    /** As the trainer has it. */
    private static final int LEARNING = 50;

    private DriftFigures() {}

    /** @param args number of splits, and the folder of the public data, where it is at hand */
    public static void main(String[] args) throws IOException {
        int splits = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Path data = Path.of(args.length > 1 ? args[1] : "../shared/data");
        PrintStream out = System.out;
        Path quartet = data.resolve("quartet-rnaseq-2labs");
        if (Files.isDirectory(quartet)) {
            new QuartetFigures(quartet).print(out);
        }
        DiagnosisFigures.print(out, Math.max(1, splits / 4), 8, 0);
        DiagnosisFigures.print(out, Math.max(1, splits / 4), 8, LEARNING);
        SimulatedFigures simulated = new SimulatedFigures(2000, 600, 0, out);
        simulated.run(splits, 4);
        simulated.rivals(Math.max(1, splits / 8), 4);
        SimulatedFigures learning = new SimulatedFigures(2000, 600, LEARNING, out);
        learning.run(splits, 4);
        learning.elsewhere(Math.max(1, splits / 2));
        Path tcga = data.resolve("tcga-11cohorts-tumour-normal");
        if (Files.isDirectory(tcga)) {
            new TcgaFigures(tcga, out).run(splits);
        }
    }
}
