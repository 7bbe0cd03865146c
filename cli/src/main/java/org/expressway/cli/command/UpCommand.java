package org.expressway.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.expressway.cli.ExitCode;
import org.expressway.cli.audit.HourlyAnchors;
import org.expressway.cli.status.PlatformStatus;
import org.expressway.cli.status.StatusProbe;
import org.expressway.cli.terminal.Terminal;
import org.expressway.infra.local.JobSettings;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformException;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.stream.batch.BatchSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code expressway up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the whole platform on this machine, in the foreground: Kafka, schema registry, Flink, scorer.",
            "A restart on the same directory goes on where it was."
        },
        footer = {"", "Example:", "  expressway up --data-dir /srv/expressway"})
public final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:EXPRESSWAY_DATA_DIR:-.expressway}",
            description = "Holds everything the platform keeps (default: ${DEFAULT-VALUE}).")
    private Path dataDir = Path.of(".expressway");

    @Option(
            names = "--from-raw",
            description = "Derive everything again from the raw samples, forgetting the job's checkpoints.")
    private boolean fromRaw;

    @Option(
            names = "--state",
            defaultValue = "heap",
            description = "Where open batches live: heap or forst (default: ${DEFAULT-VALUE}).")
    private JobSettings.State state = JobSettings.State.HEAP;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Tasks that correct side by side, each its own batches; may change with every start"
                    + " (default: ${DEFAULT-VALUE}).")
    private int parallelism = 1;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "MS",
            defaultValue = "500",
            description = "Corrected samples become visible at checkpoints (default: ${DEFAULT-VALUE} ms).")
    private long checkpointMillis = 500;

    @Option(
            names = "--batch-timeout",
            paramLabel = "SECONDS",
            defaultValue = "1800",
            description = "A batch that is quiet for this long is closed (default: ${DEFAULT-VALUE}).")
    private long batchTimeout = 1800;

    @Option(
            names = "--close-grace",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long a closed run waits for missing members (default: ${DEFAULT-VALUE}).")
    private long closeGrace = 60;

    @Option(
            names = "--max-batch-size",
            paramLabel = "N",
            defaultValue = "${env:EXPRESSWAY_MAX_BATCH_SIZE:-4096}",
            description = "Samples that an open run holds; those beyond are refused (default: ${DEFAULT-VALUE}).")
    private int maxBatchSize = BatchSettings.DEFAULTS.maxBatchSize();

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAndWait(closed), "stop-platform"));
        try (LocalPlatform platform = LocalPlatform.start(settings(), System.err::println);
                HourlyAnchors anchors =
                        HourlyAnchors.start(PlatformOptions.of(platform.endpoints(), dataDir), System.err::println)) {
            System.err.println("decisions are on record: anchors in " + anchors.folder());
            platform.failure().exceptionally(fault -> {
                failure.set(fault);
                stopped.countDown();
                return null;
            });
            System.err.println("Kafka " + platform.endpoints().bootstrap() + "   registry "
                    + platform.endpoints().registry() + "   Flink "
                    + platform.endpoints().flinkRest());
            System.err.println("Ctrl-C stops it; what it holds stays in " + dataDir.toAbsolutePath());
            watch(new StatusProbe(platform.endpoints()));
        } finally {
            closed.countDown();
        }
        Throwable fault = failure.get();
        if (fault != null) {
            throw new PlatformException("the platform stopped for a fault: " + fault.getMessage(), fault);
        }
        return ExitCode.OK;
    }

    private PlatformSettings settings() {
        return PlatformSettings.in(dataDir)
                .withFromRaw(fromRaw)
                .withState(state)
                .withParallelism(parallelism)
                .withCheckpointInterval(Duration.ofMillis(checkpointMillis))
                .withBatch(new BatchSettings(
                        Duration.ofSeconds(batchTimeout),
                        Duration.ofSeconds(closeGrace),
                        BatchSettings.DEFAULTS.sliceSize(),
                        maxBatchSize));
    }

    /** One line that changes in place on a terminal; a line a minute elsewhere. */
    private void watch(StatusProbe probe) throws InterruptedException {
        long pause = Terminal.interactive() ? 1 : 60;
        while (!stopped.await(pause, TimeUnit.SECONDS)) {
            PlatformStatus status = probe.look();
            System.err.print(Terminal.interactive() ? "\r\u001b[K" + status.line() : status.line() + "\n");
        }
        System.err.println();
    }

    /** The JVM ends when its hooks have: they must outlast the closing of the platform. */
    private void stopAndWait(CountDownLatch closed) {
        stopped.countDown();
        try {
            if (!closed.await(40, TimeUnit.SECONDS)) {
                System.err.println("the platform did not stop in 40 s and is ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
