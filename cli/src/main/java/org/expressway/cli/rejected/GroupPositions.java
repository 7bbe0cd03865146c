package org.expressway.cli.rejected;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.expressway.ingest.redrive.Passed;
import org.expressway.ingest.redrive.Place;
import org.expressway.schemas.topic.Topics;
import org.expressway.scorer.ScorerConfig;
import org.expressway.stream.HarmonizeJob;

/**
 * How far the services have committed what they read. A letter is written before its record's position is committed, but
 * may become visible a moment after it: so whoever asks waits until no letter is on its way any more.
 */
final class GroupPositions implements Passed {
    private static final Map<String, String> READERS = Map.of(
            Topics.RAW.name(), HarmonizeJob.NAME + "-raw",
            Topics.RUN.name(), HarmonizeJob.NAME + "-runs",
            Topics.WITHDRAWAL.name(), HarmonizeJob.NAME + "-withdrawals",
            Topics.CORRECTED.name(), ScorerConfig.APPLICATION);
    private static final TopicPartition LETTERS = new TopicPartition(Topics.REJECTED.name(), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MS = 50;

    private final Map<TopicPartition, Long> committed;

    private GroupPositions(Map<TopicPartition, Long> committed) {
        this.committed = committed;
    }

    /** To be asked before the letters are read. Where letters stay on their way, nothing counts as passed. */
    static GroupPositions now(Admin admin) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        READERS.values()
                .forEach(group -> get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                        .forEach((partition, position) -> {
                            if (position != null) {
                                committed.put(partition, position.offset());
                            }
                        }));
        return new GroupPositions(lettersHaveCome(admin) ? committed : Map.of());
    }

    private static boolean lettersHaveCome(Admin admin) {
        long written = end(admin, IsolationLevel.READ_UNCOMMITTED);
        long start = System.nanoTime();
        while (end(admin, IsolationLevel.READ_COMMITTED) < written) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static long end(Admin admin, IsolationLevel level) {
        return get(admin.listOffsets(Map.of(LETTERS, OffsetSpec.latest()), new ListOffsetsOptions(level))
                        .partitionResult(LETTERS))
                .offset();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    @Override
    public boolean passed(Place place) {
        return committed.getOrDefault(new TopicPartition(place.topic(), place.partition()), 0L) > place.offset();
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
