package org.expressway.cli.demo;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;

/** Which stages of each sample have been seen on a topic. Written by one thread, read by another. */
final class StageLog {
    private final Map<String, Stage> settled = new ConcurrentHashMap<>();
    private final AtomicInteger provisional = new AtomicInteger();

    void corrected(String key, CorrectedSample sample) {
        seen(key, sample.getStage());
    }

    void seen(String key, Stage stage) {
        if (stage == Stage.PROVISIONAL) {
            provisional.incrementAndGet();
        } else {
            settled.put(key, stage);
        }
    }

    /** Samples seen FINAL or LATE. */
    int settled() {
        return settled.size();
    }

    int provisional() {
        return provisional.get();
    }

    boolean allSettled(Collection<String> keys) {
        return settled.keySet().containsAll(keys);
    }
}
