package org.expressway.infra.local;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.wire.SchemaRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole platform on one machine: broker and Flink in this JVM, the registry as a child, HarmonizeJob from the moment a
 * reference is active, the scorer from the moment a model is released.
 *
 * <pre>
 *   data directory ─► registry (child) ┐
 *                     broker ──────────┼─► topics and schemas ─► Flink ─► Pipeline: HarmonizeJob, scorer
 * </pre>
 */
public final class LocalPlatform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPlatform.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PlatformSettings settings;
    private final PlatformFile endpoints;
    private final Pipeline pipeline;

    private LocalPlatform(PlatformSettings settings, Consumer<String> progress) {
        this.settings = settings;
        DataDirectory data = opened(DataDirectory.open(settings.directory()));
        try {
            progress.accept("starting Kafka, the schema registry and Flink");
            CompletableFuture<LocalRegistry> registryStarts =
                    CompletableFuture.supplyAsync(() -> LocalRegistry.start(data.registry(), data.logs()));
            LocalBroker broker = opened(LocalBroker.start(data.kafka()));
            LocalFlink flink = opened(LocalFlink.start(data.flink(), settings.parallelism() + 1));
            LocalRegistry registry = opened(join(registryStarts));
            provision(broker, registry);
            endpoints = new PlatformFile(
                    broker.bootstrapServers(),
                    registry.url(),
                    data.artifacts().toAbsolutePath().toString(),
                    flink.restUrl(),
                    ProcessHandle.current().pid(),
                    Instant.now().toString());
            pipeline = opened(new Pipeline(settings, endpoints, flink, data.streams()));
            pipeline.start();
            registry.exit()
                    .thenAccept(code -> pipeline.fail(
                            new PlatformException("the schema registry has ended with exit code " + code)));
            endpoints.write(settings.directory());
            progress.accept("the platform is up");
        } catch (RuntimeException e) {
            closeParts();
            throw e;
        }
    }

    /**
     * Starts everything and returns when it is ready; takes about ten seconds.
     *
     * @param progress told in words what is being done
     * @throws PlatformException when something cannot start, with the remedy
     */
    public static LocalPlatform start(PlatformSettings settings, Consumer<String> progress) {
        return new LocalPlatform(settings, progress);
    }

    public PlatformFile endpoints() {
        return endpoints;
    }

    /** HarmonizeJob and scorer, in their own words; for a status from within this process. */
    public Pipeline pipeline() {
        return pipeline;
    }

    /** Fails when a part of the platform has failed for good; never completes otherwise. */
    public CompletableFuture<Void> failure() {
        return pipeline.failure();
    }

    @Override
    public void close() {
        PlatformFile.remove(settings.directory());
        closeParts();
    }

    private void provision(LocalBroker broker, LocalRegistry registry) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new Provisioning(admin, SchemaRegistry.at(registry.url()))
                    .run(new Provisioning.Settings(settings.partitions(), (short) 1));
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** In reverse order of their start; one that cannot close does not keep the others from it. */
    private void closeParts() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close cleanly: {}", part.getClass().getSimpleName(), e.getMessage(), e);
            }
        }
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new PlatformException(Waiting.rootMessage(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted while starting", e);
        }
    }
}
