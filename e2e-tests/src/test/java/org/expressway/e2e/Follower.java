package org.expressway.e2e;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a read_committed reader sees on a topic, from its beginning on, as it comes. Of each record only what
 * {@code what} takes from it is kept.
 */
final class Follower<V extends SpecificRecord, R> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Queue<R> seen = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile @Nullable RuntimeException fault;

    Follower(PlatformFile platform, Topic<String, V> topic, Function<TopicReader.Read<V>, R> what) {
        TopicReader<V> reader = new TopicReader<>(platform.bootstrap(), SchemaRegistry.at(platform.registry()), topic);
        thread = new Thread(() -> follow(reader, what), "follow-" + topic.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void follow(TopicReader<V> reader, Function<TopicReader.Read<V>, R> what) {
        try {
            reader.follow(POLL, open::get, read -> {
                if (read.value() != null) {
                    seen.add(what.apply(read));
                }
            });
        } catch (RuntimeException e) {
            fault = e;
        }
    }

    /** What has been seen so far, in order within a partition. */
    Collection<R> seen() {
        RuntimeException stopped = fault;
        if (stopped != null) {
            throw stopped;
        }
        return seen;
    }

    /** How often each has been seen. */
    Map<R, Long> counts() {
        return seen().stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Override
    public void close() throws InterruptedException {
        open.set(false);
        thread.join();
    }
}
