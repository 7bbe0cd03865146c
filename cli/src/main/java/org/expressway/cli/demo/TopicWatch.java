package org.expressway.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/** Watches what comes out of the platform, as any read_committed reader would see it. */
final class TopicWatch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final PlatformFile platform;
    private final long startNanos;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private final StageLog corrected = new StageLog();
    private final PredictionLog predictions = new PredictionLog();
    private final DriftLog drift = new DriftLog();
    private final List<String> rejected = new CopyOnWriteArrayList<>();
    private final List<ModelRelease> releases = new CopyOnWriteArrayList<>();
    private volatile double firstPredictionSeconds = Double.NaN;

    TopicWatch(PlatformFile platform, long startNanos) {
        this.platform = platform;
        this.startNanos = startNanos;
    }

    void start() {
        follow(Topics.CORRECTED, read -> {
            if (read.value() != null) {
                corrected.corrected(read.key(), read.value());
            }
        });
        follow(Topics.PREDICTION, read -> {
            if (read.value() != null) {
                if (Double.isNaN(firstPredictionSeconds)) {
                    firstPredictionSeconds = (System.nanoTime() - startNanos) / 1e9;
                }
                predictions.seen(read.key(), read.value(), System.currentTimeMillis());
            }
        });
        follow(Topics.REJECTED, read -> {
            if (read.value() != null) {
                rejected.add(read.value().getReason().name());
            }
        });
        follow(Topics.DRIFT_READING, read -> {
            if (read.value() != null) {
                drift.read(read.value());
            }
        });
        follow(Topics.DRIFT_ALERT, read -> {
            if (read.value() != null) {
                drift.said(read.value());
            }
        });
        follow(Topics.RELEASE, read -> {
            if (read.value() != null) {
                releases.add(read.value());
            }
        });
    }

    StageLog corrected() {
        return corrected;
    }

    PredictionLog predictions() {
        return predictions;
    }

    DriftLog drift() {
        return drift;
    }

    /** Reasons, one a dead letter. */
    List<String> rejected() {
        return rejected;
    }

    List<ModelRelease> releases() {
        return releases;
    }

    double firstPredictionSeconds() {
        return firstPredictionSeconds;
    }

    void throwFailure() {
        RuntimeException fault = failure.get();
        if (fault != null) {
            throw fault;
        }
    }

    private <V extends SpecificRecord> void follow(Topic<String, V> topic, Consumer<TopicReader.Read<V>> each) {
        Thread thread = new Thread(
                () -> {
                    try {
                        new TopicReader<>(platform.bootstrap(), SchemaRegistry.at(platform.registry()), topic)
                                .follow(POLL, open::get, each);
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    }
                },
                "watch-" + topic.name());
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    @Override
    public void close() throws InterruptedException {
        open.set(false);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
