package org.expressway.cli.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.cli.ExitCode;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.cli.terminal.Json;
import org.expressway.cli.terminal.TerminalProgress;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.ingest.BadInput;
import org.expressway.ingest.pseudonym.Pseudonyms;
import org.expressway.ingest.sheet.SheetColumns;
import org.expressway.stream.batch.BatchSettings;
import org.jspecify.annotations.Nullable;

/** A demo from nothing to its report: makes the cohort, starts a platform of its own, runs, cleans up. */
public final class Demo {
    /** Where the cohort comes from. */
    public sealed interface Source {}

    public record Simulated(int genes, int samples) implements Source {}

    /** A long stream whose runs close as they end. */
    public record Stream(int genes, int samples) implements Source {}

    public record Folder(Path folder, SheetColumns columns, Pseudonyms pseudonyms, List<String> referenceBatches)
            implements Source {}

    /** @param perSecond streamed samples a second; @param dataDir null for a temporary one */
    public record Options(
            CorrectionMethod correction,
            @Nullable String recipe,
            long seed,
            double perSecond,
            @Nullable Path dataDir,
            boolean keep,
            boolean json) {}

    private final Source source;
    private final Options options;
    private final long startNanos = System.nanoTime();

    public Demo(Source source, Options options) {
        this.source = source;
        this.options = options;
    }

    /** @return the exit code */
    public int run() throws Exception {
        Screen screen = new Screen(System.err, startNanos);
        DemoCohort cohort = cohort();
        screen.step(cohort.title());
        Path dataDir = dataDir();
        boolean temporary = options.dataDir() == null && !options.keep();
        try {
            runOn(dataDir, cohort, screen);
        } finally {
            if (temporary) {
                delete(dataDir);
            }
        }
        return ExitCode.OK;
    }

    private void runOn(Path dataDir, DemoCohort cohort, Screen screen) throws Exception {
        BatchSettings batch = BatchSettings.DEFAULTS;
        PlatformSettings settings = PlatformSettings.in(dataDir).withBatch(batch);
        try (LocalPlatform platform = LocalPlatform.start(settings, screen::step);
                TopicWatch watch = new TopicWatch(platform.endpoints(), startNanos)) {
            watch.start();
            DemoStage.Request request = new DemoStage.Request(
                    cohort, options.correction(), options.recipe(), options.seed(), options.perSecond(), dataDir);
            DemoStage stage =
                    new DemoStage(platform, PlatformOptions.of(platform.endpoints(), dataDir), request, screen, watch);
            DemoReport report = new DemoRun(stage).run();
            System.out.println(options.json() ? Json.line(report) : "\n" + report.text());
            System.out.flush();
            tellWhereToLookNext(dataDir, screen);
            if (options.keep()) {
                waitForInterrupt();
            }
        }
    }

    private void tellWhereToLookNext(Path dataDir, Screen screen) {
        if (options.keep()) {
            screen.step("the platform stays up until Ctrl-C; in another terminal:");
            for (String command : List.of("status", "predictions", "rejected", "models list", "reference list")) {
                screen.say("./expressway " + command + " --data-dir " + dataDir);
            }
        } else {
            screen.step(
                    "done; `./expressway demo --keep` leaves the platform up to look around, `./expressway up` starts your own");
        }
    }

    private static void waitForInterrupt() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            closed.countDown();
                            try {
                                main.join(Duration.ofSeconds(40).toMillis());
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "stop-platform"));
        closed.await();
    }

    private DemoCohort cohort() throws BadInput, IOException {
        if (source instanceof Folder folder) {
            return new FolderDemo(
                            folder.folder(),
                            folder.columns(),
                            folder.pseudonyms(),
                            folder.referenceBatches(),
                            options.seed())
                    .cohort(new TerminalProgress(System.err));
        }
        if (source instanceof Stream stream) {
            return SimulatedDemo.stream(stream.genes(), stream.samples(), options.seed());
        }
        Simulated simulated = (Simulated) source;
        return SimulatedDemo.of(simulated.genes(), simulated.samples(), options.seed());
    }

    private Path dataDir() throws IOException {
        if (options.dataDir() != null) {
            return options.dataDir();
        }
        return options.keep() ? Path.of(".expressway") : Files.createTempDirectory("expressway-demo");
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException fault) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
