package org.expressway.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.expressway.cli.ExitCode;
import org.expressway.cli.terminal.Interruption;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.RateLine;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.sequencer.ReferenceFiles;
import org.expressway.ingest.sequencer.Sequencer;
import org.expressway.ingest.sequencer.SequencerPanel;
import org.expressway.ingest.sequencer.SequencerReport;
import org.expressway.ingest.sequencer.SequencerSettings;
import org.expressway.ingest.simulate.SimulatedDrift;
import org.expressway.ingest.simulate.SimulatedRuns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code expressway simulate}. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes simulated sequencing runs to a running platform, for demonstrations and load: samples arrive at a",
            "rate, from several sites in turn, and each run is closed with its last sample. Ctrl-C closes what is open and",
            "sums up. Samples follow the active reference's panel, or one of their own where no reference is active; the",
            "same --seed and --genes are the same biology, so a reference from --reference-out is theirs."
        },
        footer = {
            "",
            "Example, a scale and a model first, then a stream:",
            "  expressway simulate --reference-out ref/",
            "  expressway simulate --rate 5 --sites 3 --labels 0.2 --duration 600",
            "Example, load with one broken record in a hundred:",
            "  expressway simulate --rate 50 --genes 20000 --samples 3000 --faulty 0.01",
            "Example, a new reagent lot at the first site after 120 of its samples, which `expressway drift list` shows:",
            "  expressway simulate --rate 20 --samples 480 --drift lot --at 120 --size 0.3"
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final int GENES = 2000;
    private static final long UNLIMITED_SECONDS = Duration.ofDays(365).toSeconds();

    @Mixin
    private final PlatformOptions platform = new PlatformOptions();

    @Option(
            names = "--rate",
            defaultValue = "2",
            description = "Samples a second, of all sites (default: ${DEFAULT-VALUE}).")
    private double rate = 2;

    @Option(names = "--sites", defaultValue = "2", description = "Sites that send (default: ${DEFAULT-VALUE}).")
    private int sites = 2;

    @Option(names = "--genes", description = "Genes (default: those of the active reference's panel, else 2000).")
    private @Nullable Integer genes;

    @Option(names = "--run-size", defaultValue = "40", description = "Samples of a run (default: ${DEFAULT-VALUE}).")
    private int runSize = 40;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "End after so long (default: until Ctrl-C).")
    private long duration = UNLIMITED_SECONDS;

    @Option(names = "--samples", paramLabel = "N", description = "End after so many (default: until Ctrl-C).")
    private long samples = Long.MAX_VALUE;

    @Option(names = "--seed", defaultValue = "1", description = "Seed (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--labels",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Publish the true subtype of this share of the samples (default: ${DEFAULT-VALUE}).")
    private double labels;

    @Option(
            names = "--faulty",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "So many broken records for each sample (default: ${DEFAULT-VALUE}).")
    private double faulty;

    @Option(
            names = "--drift",
            paramLabel = "KIND",
            description =
                    "A change at the first site: lot, scale, casemix, label or genes. Runs have no effects of their own then.")
    private SimulatedDrift.@Nullable Kind drift;

    @Option(
            names = "--at",
            paramLabel = "N",
            defaultValue = "120",
            description = "Samples of that site before it, from its first run on (default: ${DEFAULT-VALUE}).")
    private int at = 120;

    @Option(
            names = "--size",
            paramLabel = "X",
            description =
                    "How large: lot sd in log2 (0.3), scale factor (1.5), casemix and label shares (0.8, 0.5), genes log2"
                            + " (1).")
    private @Nullable Double size;

    @Option(
            names = "--reference-out",
            paramLabel = "DIR",
            description = "Write the reference cohort's files there, publish nothing, and say how to go on.")
    private @Nullable Path referenceOut;

    @Option(names = "--json", description = "Print the summary as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (referenceOut != null) {
            return writeReference(referenceOut);
        }
        SequencerSettings settings =
                new SequencerSettings(rate, Duration.ofSeconds(duration), samples, labels, faulty, seed);
        Endpoints endpoints = platform.endpoints();
        Optional<SequencerPanel> reference = SequencerPanel.ofReference(endpoints);
        SimulatedRuns runs = SimulatedRuns.of(genes(reference), sites, runSize, seed, change());
        SequencerPanel panel =
                reference.isPresent() ? reference.get() : SequencerPanel.registered(endpoints, runs, platform.clock());
        System.err.println(
                panel.ofReference()
                        ? "simulating genes in the place of the active reference's %,d".formatted(panel.genes())
                        : "no reference is active: samples follow a panel of their own, and wait until one is");
        RateLine line = new RateLine(System.err);
        try (Interruption interruption = Interruption.taken(System.err)) {
            SequencerReport report = new Sequencer(endpoints, platform.clock(), runs, panel, settings, interruption)
                    .run(seen -> line.show(text(seen)));
            line.end();
            System.out.println(json ? Json.line(report) : text(report));
            return ExitCode.OK;
        }
    }

    private @Nullable SimulatedDrift change() {
        return drift == null ? null : new SimulatedDrift(drift, at, size == null ? drift.usualSize() : size);
    }

    private int genes(Optional<SequencerPanel> reference) {
        int wanted = genes == null ? reference.map(SequencerPanel::genes).orElse(GENES) : genes;
        if (reference.isPresent() && wanted != reference.get().genes()) {
            throw new IllegalArgumentException("--genes " + wanted + ": the active reference has "
                    + reference.get().genes() + "; leave --genes out");
        }
        return wanted;
    }

    private int writeReference(Path folder) throws IOException {
        int count = genes == null ? GENES : genes;
        ReferenceFiles files = ReferenceFiles.write(folder, count, seed);
        String panel = SequencerPanel.NAME + count;
        if (json) {
            System.out.println(Json.line(files));
            return ExitCode.OK;
        }
        System.out.println("wrote %d samples of %s to %s; then:"
                .formatted(files.samples(), String.join(", ", files.batches()), folder));
        System.out.println("  expressway publish %s --samples %s --panel %s --unit counts --already-pseudonymous"
                .formatted(files.matrix(), files.sheet(), panel));
        System.out.println("  expressway label --samples %s --label-column subtype".formatted(files.sheet()));
        System.out.println("  expressway reference build --batches "
                + String.join(
                        ",",
                        files.batches().subList(0, Math.min(3, files.batches().size()))));
        return ExitCode.OK;
    }

    private static String text(SequencerReport report) {
        return String.format(
                Locale.ROOT,
                "%,d samples in %.0f s (%.1f/s), %,d labels, %,d broken records, %d runs closed",
                report.samples(),
                report.seconds(),
                report.rate(),
                report.labels(),
                report.broken(),
                report.runsClosed());
    }
}
