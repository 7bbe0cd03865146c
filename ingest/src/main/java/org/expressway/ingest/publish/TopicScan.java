package org.expressway.ingest.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic once, from its beginning to the end that it had at the start, committed records only. An empty poll is
 * not the end: reading goes on until every position has reached its end offset.
 */
final class TopicScan<V extends SpecificRecord> {
    private final Endpoints endpoints;
    private final Topic<String, V> topic;
    private final RegistrySerde<V> serde;
    private long undecodable;

    TopicScan(Endpoints endpoints, Topic<String, V> topic) {
        this.endpoints = endpoints;
        this.topic = topic;
        this.serde = topic.valueSerde(endpoints.registry());
    }

    /** Hands every decodable record to {@code reader}, a tombstone as null. */
    void read(BiConsumer<String, @Nullable V> reader) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(endpoints.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> hand(record, reader));
            }
        }
    }

    /** Records that were left out because their bytes are no such record; the pipeline makes dead letters of them. */
    long undecodable() {
        return undecodable;
    }

    private void hand(ConsumerRecord<String, byte[]> record, BiConsumer<String, @Nullable V> reader) {
        byte[] bytes = record.value();
        if (bytes == null) {
            reader.accept(record.key(), null);
            return;
        }
        try {
            reader.accept(record.key(), serde.deserialize(topic.name(), bytes));
        } catch (UndecodableRecord e) {
            undecodable++;
        }
    }
}
