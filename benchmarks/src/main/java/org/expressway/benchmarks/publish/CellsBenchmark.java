package org.expressway.benchmarks.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.ingest.Progress;
import org.expressway.ingest.cells.CapturePublisher;
import org.expressway.ingest.cells.CaptureRequest;
import org.expressway.ingest.cells.CaptureRequest.Capture;
import org.expressway.ingest.expression.ReadOptions;
import org.expressway.ingest.gene.GeneRule;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.AvroSafety;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Cells a second through the job, on a platform of its own on this machine: from the opening of the first file to the last
 * normalised block that a read_committed reader sees, reading, publishing and checkpoints included. Each run publishes
 * {@value #CAPTURES} captures of the same cells, one after the other, while the job works on those before.
 */
public final class CellsBenchmark {
    private static final int CAPTURES = 5;
    private static final Delivery CELLS = Delivery.CELLS;
    private static final Delivery LABELLED = Delivery.LABELLED_CELLS;

    private final Path folder;
    private final LocalPlatform platform;
    private final CapturePublisher publisher;
    private List<Long> read = List.of();
    private long normalized;

    private CellsBenchmark(Path folder, LocalPlatform platform) {
        this.folder = folder;
        this.platform = platform;
        this.publisher = new CapturePublisher(
                new Endpoints(
                        platform.endpoints().bootstrap(),
                        SchemaRegistry.at(platform.endpoints().registry()),
                        new DirectoryArtifactStore(folder.resolve("data/artifacts"))),
                Clock.systemUTC());
    }

    /** Arguments: an empty folder to work in, and the number of runs behind one that is not counted. */
    public static void main(String[] args) throws Exception {
        AvroSafety.apply();
        Path folder = Path.of(args[0]).toAbsolutePath();
        try (LocalPlatform platform = LocalPlatform.start(PlatformSettings.in(folder.resolve("data")), step -> {})) {
            CellsBenchmark benchmark = new CellsBenchmark(folder, platform);
            benchmark.reference();
            CELLS.write(folder);
            double[] rates = new double[Integer.parseInt(args[1])];
            for (int run = -1; run < rates.length; run++) {
                double rate = benchmark.rate(run);
                System.out.printf("run %d: %,.0f cells/s%n", run + 1, rate);
                if (run >= 0) {
                    rates[run] = rate;
                }
            }
            Arrays.sort(rates);
            System.out.printf(
                    "%,d x %,d cells x genes: %,.0f cells/s (%,.0f to %,.0f)%n",
                    CAPTURES * CELLS.samples(),
                    CELLS.genes(),
                    rates[rates.length / 2],
                    rates[0],
                    rates[rates.length - 1]);
        }
    }

    private void reference() throws Exception {
        LABELLED.write(folder);
        command(
                "publish",
                "--already-pseudonymous",
                "--matrix",
                LABELLED.matrix(folder).toString(),
                "--samples",
                LABELLED.sheet(folder).toString(),
                "--panel",
                LABELLED.name(),
                "--unit",
                "counts");
        command(
                "reference",
                "build",
                "--method",
                "cp10k-log1p",
                "--correction",
                "none",
                "--batches",
                LABELLED.name() + "/run0");
    }

    private double rate(int run) throws Exception {
        long before = seen();
        long start = System.nanoTime();
        for (int capture = 0; capture < CAPTURES; capture++) {
            Capture one = new Capture("run" + (run + 1), "C" + capture, "C" + capture, "C" + capture, null);
            publisher.publish(
                    new CaptureRequest(
                            CELLS.matrix(folder), one, LABELLED.name(), ReadOptions.NONE, null, GeneRule.STANDARD),
                    Progress.SILENT);
        }
        long expected = before + (long) CAPTURES * CELLS.samples();
        while (seen() < expected) {
            Thread.sleep(20);
        }
        return CAPTURES * CELLS.samples() / ((System.nanoTime() - start) / 1e9);
    }

    /** Normalised cells that are committed by now. */
    private long seen() {
        read = new TopicReader<>(
                        platform.endpoints().bootstrap(),
                        SchemaRegistry.at(platform.endpoints().registry()),
                        Topics.CELLS_NORMALIZED)
                .toEnd(
                        read,
                        block -> normalized += Objects.requireNonNull(block.value())
                                .getBarcodes()
                                .size());
        return normalized;
    }

    private void command(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.expressway.cli.ExpresswayMain"));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        Process child = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (child.waitFor() != 0) {
            throw new IllegalStateException(arguments[0] + " ended with " + child.exitValue() + ": " + said);
        }
    }
}
