package org.expressway.schemas.topic;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic from its beginning, committed records only, without a consumer group: to where it ends now, or on and on.
 * The end is where {@code position()} reaches the end offset; an empty poll says nothing.
 */
public final class TopicReader<V extends SpecificRecord> {
    private static final Duration POLL = Duration.ofMillis(200);

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

    public TopicReader(String bootstrap, SchemaRegistry registry, Topic<String, V> topic) {
        this.bootstrap = bootstrap;
        this.serde = topic.valueSerde(registry);
        this.topic = topic;
    }

    /** Hands on every record that is there now. */
    public void toEnd(Consumer<Read<V>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = assign(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> each.accept(read(record)));
            }
        }
    }

    /** Hands on every record, those to come as well, until told to stop; looks {@code poll} often whether to. */
    public void follow(Duration poll, BooleanSupplier goOn, Consumer<Read<V>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            assign(consumer);
            while (goOn.getAsBoolean()) {
                consumer.poll(poll).forEach(record -> each.accept(read(record)));
            }
        }
    }

    private List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private Read<V> read(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        V value = serde.deserialize(topic.name(), record.value());
        return new Read<>(key, value, record.partition(), record.offset(), record.timestamp());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("max.partition.fetch.bytes", Integer.toString(8 << 20));
        properties.put("max.poll.records", "256");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
