package org.expressway.cli.command;

import java.util.concurrent.Callable;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.cli.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code expressway benchmark}. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the time from the append of a raw sample to its first prediction that a read_committed reader sees,",
            "on a platform of its own and a simulated stream whose runs of 60 samples close as they end."
        },
        footer = {"", "Example:", "  expressway benchmark --samples 3000 --rate 50 --json"})
public final class BenchmarkCommand implements Callable<Integer> {
    @Option(names = "--samples", defaultValue = "3000", description = "Streamed samples (default: ${DEFAULT-VALUE}).")
    private int samples = 3000;

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Streamed samples a second (default: ${DEFAULT-VALUE}).")
    private double rate = 50;

    @Option(names = "--genes", defaultValue = "2000", description = "Simulated genes (default: ${DEFAULT-VALUE}).")
    private int genes = 2000;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--json", description = "Print one JSON object on stdout.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Demo.Options options = new Demo.Options(CorrectionMethod.COMBAT, null, seed, rate, null, false, json);
        return new Demo(new Demo.Stream(genes, samples), options).run();
    }
}
