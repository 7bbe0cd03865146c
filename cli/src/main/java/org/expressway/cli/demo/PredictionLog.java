package org.expressway.cli.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;

/**
 * Predictions as a read_committed reader sees them: the most settled of each sample, and how long after its raw record
 * the first one became visible. Written by one thread, read by another.
 */
final class PredictionLog {
    private final Map<String, Prediction> settled = new ConcurrentHashMap<>();
    private final Map<String, Prediction> first = new ConcurrentHashMap<>();
    private final Map<String, Long> millisToFirst = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    void seen(String key, Prediction prediction, long nowMillis) {
        all.incrementAndGet();
        Instant published = prediction.getTimes().getPublishedAt();
        if (first.putIfAbsent(key, prediction) == null && published != null) {
            millisToFirst.put(key, nowMillis - published.toEpochMilli());
        }
        if (prediction.getStage() != Stage.PROVISIONAL) {
            settled.put(key, prediction);
        }
    }

    int count() {
        return all.get();
    }

    boolean hasFirst(Collection<String> keys) {
        return first.keySet().containsAll(keys);
    }

    boolean allSettled(Collection<String> keys) {
        return settled.keySet().containsAll(keys);
    }

    int settledOf(Collection<String> keys) {
        return (int) keys.stream().filter(settled::containsKey).count();
    }

    int firstOf(Collection<String> keys) {
        return (int) keys.stream().filter(first::containsKey).count();
    }

    Optional<Prediction> first(String key) {
        return Optional.ofNullable(first.get(key));
    }

    Optional<Prediction> settled(String key) {
        return Optional.ofNullable(settled.get(key));
    }

    /** Milliseconds from a raw record's append to its first visible prediction; NaN where none was seen. */
    double latency(Collection<String> keys, double quantile) {
        List<Long> millis = new ArrayList<>();
        keys.forEach(key -> Optional.ofNullable(millisToFirst.get(key)).ifPresent(millis::add));
        Collections.sort(millis);
        return millis.isEmpty() ? Double.NaN : millis.get((int) Math.ceil(quantile * millis.size()) - 1);
    }
}
