package org.expressway.schemas.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning, committed records only, without a consumer group: to where it ends now, or on and on.
 * The end is where {@code position()} reaches the end offset; an empty poll says nothing.
 */
public final class TopicReader<V extends SpecificRecord> {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Closing a consumer waits for its last fetch; one that follows a topic should rather let the broker wait. */
    private static final int SHORT_WAIT_MS = 50;

    private static final int LONG_WAIT_MS = 500;

    /**
     * A record read.
     *
     * @param value null for a tombstone
     * @param timestamp milliseconds since the epoch, when it was appended or created
     */
    public record Read<V>(String key, @Nullable V value, int partition, long offset, long timestamp) {}

    private final String bootstrap;
    private final RegistrySerde<V> serde;
    private final Topic<String, V> topic;
    private final @Nullable Undecodable undecodables;
    private final AtomicLong undecodable = new AtomicLong();

    public TopicReader(String bootstrap, SchemaRegistry registry, Topic<String, V> topic) {
        this(bootstrap, topic.valueSerde(registry), topic, null);
    }

    private TopicReader(
            String bootstrap, RegistrySerde<V> serde, Topic<String, V> topic, @Nullable Undecodable undecodables) {
        this.bootstrap = bootstrap;
        this.serde = serde;
        this.topic = topic;
        this.undecodables = undecodables;
    }

    /**
     * A reader that leaves out, and counts, records whose bytes are no such record. For topics that anybody may write to:
     * the pipeline makes dead letters of them, and a reader that stopped at the first would never pass it.
     */
    public TopicReader<V> skippingUndecodable() {
        return skippingUndecodable((partition, offset, why) -> {});
    }

    /** The same, telling of each. */
    public TopicReader<V> skippingUndecodable(Undecodable tell) {
        return new TopicReader<>(bootstrap, serde, topic, tell);
    }

    /** Hears of a record whose bytes are no such record. */
    @FunctionalInterface
    public interface Undecodable {
        void at(int partition, long offset, String why);
    }

    /** Records left out so far. */
    public long undecodable() {
        return undecodable.get();
    }

    /**
     * Hands on every record that is there now.
     *
     * @throws UndecodableRecord at the first record that is none, unless they are skipped
     * @throws IllegalStateException when the topic does not exist
     * @throws TimeoutException when the brokers do not answer for a minute
     */
    public void toEnd(Consumer<Read<V>> each) {
        toEnd(List.of(), each);
    }

    /**
     * The same, from where an earlier reading ended.
     *
     * @param from next offset of each partition, by partition; partitions beyond the list are read from their beginning
     * @return where this reading ended, to be handed in next time; {@link #reaches} tells whether it still can be
     */
    public List<Long> toEnd(List<Long> from, Consumer<Read<V>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(SHORT_WAIT_MS)) {
            List<TopicPartition> partitions = assign(consumer);
            partitions.stream()
                    .filter(partition -> partition.partition() < from.size())
                    .forEach(partition -> consumer.seek(partition, from.get(partition.partition())));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long lastProgress = System.nanoTime();
            for (long left = left(consumer, ends); left > 0; ) {
                consumer.poll(POLL).forEach(record -> handBefore(ends, record, each));
                long now = left(consumer, ends);
                lastProgress = now < left ? System.nanoTime() : lastProgress;
                left = now;
                requirePatience(lastProgress, left);
            }
            return inOrder(ends);
        }
    }

    /** The record at one place; empty where the log does not hold it any more. */
    public Optional<Read<V>> at(int partition, long offset) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(SHORT_WAIT_MS)) {
            TopicPartition place = new TopicPartition(topic.name(), partition);
            if (!assign(consumer).contains(place)) {
                return Optional.empty();
            }
            consumer.assign(List.of(place));
            long first = consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
            long end = consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
            consumer.seek(place, Math.max(first, offset));
            long since = System.nanoTime();
            while (first <= offset && consumer.position(place) <= offset && offset < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    return record.offset() == offset ? Optional.of(read(record)) : Optional.empty();
                }
                requirePatience(since, end - offset);
            }
            return Optional.empty();
        }
    }

    /** Whether the log still holds what follows these offsets: neither cut off below them nor begun anew. */
    public boolean reaches(List<Long> from) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(SHORT_WAIT_MS)) {
            List<TopicPartition> partitions = assign(consumer);
            List<Long> first = inOrder(consumer.beginningOffsets(partitions));
            List<Long> end = inOrder(consumer.endOffsets(partitions));
            return from.size() <= end.size()
                    && IntStream.range(0, from.size())
                            .allMatch(p -> first.get(p) <= from.get(p) && from.get(p) <= end.get(p));
        }
    }

    private static List<Long> inOrder(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getKey().partition()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The sum of the topic's end offsets; it grows with every record. */
    public long written() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(SHORT_WAIT_MS)) {
            return consumer.endOffsets(assign(consumer)).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private void handBefore(
            Map<TopicPartition, Long> ends, ConsumerRecord<byte[], byte[]> record, Consumer<Read<V>> each) {
        if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
            hand(record, each);
        }
    }

    private static long left(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private void requirePatience(long lastProgress, long left) {
        if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
            throw new TimeoutException("%s: no progress for %d s with %d offsets left; are all brokers up?"
                    .formatted(topic, PATIENCE.toSeconds(), left));
        }
    }

    /**
     * Hands on every record, those to come as well, until told to stop; looks {@code poll} often whether to.
     *
     * @throws UndecodableRecord at the first record that is none, unless they are skipped
     * @throws IllegalStateException when the topic does not exist
     */
    public void follow(Duration poll, BooleanSupplier goOn, Consumer<Read<V>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(LONG_WAIT_MS)) {
            assign(consumer);
            while (goOn.getAsBoolean()) {
                consumer.poll(poll).forEach(record -> hand(record, each));
            }
        }
    }

    private List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException(
                    "topic " + topic + " does not exist at " + bootstrap + "; run `expressway topics create` first");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private void hand(ConsumerRecord<byte[], byte[]> record, Consumer<Read<V>> each) {
        Read<V> read;
        try {
            read = read(record);
        } catch (UndecodableRecord e) {
            if (undecodables == null) {
                throw e;
            }
            undecodables.at(record.partition(), record.offset(), String.valueOf(e.getMessage()));
            undecodable.incrementAndGet();
            return;
        }
        each.accept(read);
    }

    private Read<V> read(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        V value = serde.deserialize(topic.name(), record.value());
        return new Read<>(key, value, record.partition(), record.offset(), record.timestamp());
    }

    private KafkaConsumer<byte[], byte[]> consumer(int fetchWaitMs) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("fetch.max.wait.ms", Integer.toString(fetchWaitMs));
        properties.put("max.partition.fetch.bytes", Integer.toString(8 << 20));
        properties.put("max.poll.records", "256");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
