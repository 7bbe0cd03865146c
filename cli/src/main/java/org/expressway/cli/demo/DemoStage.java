package org.expressway.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.cli.command.PlatformOptions;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.RunPublisher;
import org.expressway.schemas.topic.Keys;
import org.jspecify.annotations.Nullable;

/** What the steps of a demo share: the platform, what was asked for, the screen, and patience. */
record DemoStage(LocalPlatform platform, PlatformOptions options, Request request, Screen screen, TopicWatch watch) {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What a demo was asked to do. */
    record Request(
            DemoCohort cohort,
            CorrectionMethod correction,
            @Nullable String recipe,
            long seed,
            double perSecond,
            Path dataDir) {}

    Endpoints endpoints() {
        return options.endpoints();
    }

    DemoCohort cohort() {
        return request.cohort();
    }

    /** Closes batches with the members that the demo knows they have. */
    void close(List<String> batches, List<DemoSample> samples) {
        RunPublisher runs = new RunPublisher(endpoints(), options.clock());
        Map<String, List<String>> members = new TreeMap<>();
        samples.forEach(sample -> members.computeIfAbsent(sample.batchKey(), b -> new ArrayList<>())
                .add(sample.record().getSampleId()));
        for (String batch : batches) {
            runs.close(Keys.site(batch), Keys.id(batch), members.getOrDefault(batch, List.of()));
        }
    }

    /**
     * Waits, and fails at once when the platform does.
     *
     * @param progress shown while waiting
     */
    void await(String what, BooleanSupplier reached, Supplier<String> progress) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            watch.throwFailure();
            if (platform.failure().isCompletedExceptionally()) {
                platform.failure().join();
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("waited %d minutes for %s (%s); the log is in %s"
                        .formatted(
                                PATIENCE.toMinutes(),
                                what,
                                progress.get(),
                                request.dataDir().resolve("logs")));
            }
            screen.progress(progress.get());
            sleep(50);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static List<String> keys(List<DemoSample> samples) {
        return samples.stream().map(DemoSample::key).toList();
    }
}
