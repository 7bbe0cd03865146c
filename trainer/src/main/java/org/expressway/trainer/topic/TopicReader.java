package org.expressway.trainer.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.expressway.schemas.topic.Topic;

/**
 * Reads what a topic holds now: from the beginning to the end offsets as they were when the reading began.
 *
 * <p>Only committed records are seen, and the end is where the oldest open transaction began. An empty poll says nothing
 * about the end (the broker may be slow, or the last offsets may be transaction markers); the consumer's position does.
 */
public final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(200);
    /** Closing a consumer waits for its last fetch, and the last fetch of a read to the end finds nothing. */
    private static final int FETCH_WAIT_MS = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Endpoints endpoints;

    public TopicReader(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Hands every record on, in order within a partition; a tombstone has a null value.
     *
     * @throws TimeoutException when the brokers do not answer for a minute
     */
    public <V extends SpecificRecord> void read(Topic<String, V> topic, Consumer<ConsumerRecord<String, V>> sink) {
        try (KafkaConsumer<String, V> consumer = consumer(topic)) {
            List<TopicPartition> partitions = partitions(topic.name(), consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            readTo(consumer.endOffsets(partitions), consumer, sink);
        }
    }

    /** The sum of the topic's end offsets; it grows with every record. */
    public <V extends SpecificRecord> long written(Topic<String, V> topic) {
        try (KafkaConsumer<String, V> consumer = consumer(topic)) {
            List<TopicPartition> partitions = partitions(topic.name(), consumer);
            consumer.assign(partitions);
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static <V> void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<String, V> consumer,
            Consumer<ConsumerRecord<String, V>> sink) {
        long lastProgress = System.nanoTime();
        long left = left(ends, consumer);
        while (left > 0) {
            ConsumerRecords<String, V> records = consumer.poll(POLL);
            for (ConsumerRecord<String, V> record : records) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    sink.accept(record);
                }
            }
            long before = left;
            left = left(ends, consumer);
            lastProgress = left < before ? System.nanoTime() : lastProgress;
            requirePatience(lastProgress, left, ends);
        }
    }

    private static <V> long left(Map<TopicPartition, Long> ends, KafkaConsumer<String, V> consumer) {
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            left += Math.max(0, end.getValue() - consumer.position(end.getKey()));
        }
        return left;
    }

    private static void requirePatience(long lastProgress, long left, Map<TopicPartition, Long> ends) {
        if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
            throw new TimeoutException("no progress for %d s with %d offsets of %s left; are all brokers up?"
                    .formatted(PATIENCE.toSeconds(), left, ends.keySet()));
        }
    }

    private static List<TopicPartition> partitions(String topic, KafkaConsumer<String, ?> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException(
                    "topic %s does not exist; start the platform or create its topics first".formatted(topic));
        }
        return partitions;
    }

    private <V extends SpecificRecord> KafkaConsumer<String, V> consumer(Topic<String, V> topic) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                endpoints.bootstrap(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                200,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                8 << 20,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                30_000);
        return new KafkaConsumer<>(
                settings,
                topic.keySerde().deserializer(),
                topic.valueSerde(endpoints.registry()).deserializer());
    }
}
