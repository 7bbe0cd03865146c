package org.expressway.schemas.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The value of one committed record as it stands in its topic: what a hash of the record is made over. */
public final class RecordBytes implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<byte[], byte[]> consumer;

    public RecordBytes(String bootstrap) {
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "max.poll.records", "1"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /**
     * @throws IllegalArgumentException when no record with a value stands there
     * @throws TimeoutException when the brokers do not answer
     */
    public byte[] at(Topic<String, ?> topic, int partition, long offset) {
        TopicPartition place = new TopicPartition(topic.name(), partition);
        consumer.assign(List.of(place));
        consumer.seek(place, offset);
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() != offset || record.value() == null) {
                    throw new IllegalArgumentException("no record with a value stands at " + place + "/" + offset);
                }
                return record.value();
            }
        }
        throw new TimeoutException(place + "/" + offset + " could not be read; are all brokers up?");
    }

    @Override
    public void close() {
        consumer.close();
    }
}
