package org.expressway.e2e;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies topics from one broker to another, record by record, so that somebody may tamper with them on the way. Where told
 * so, each record comes to stand at the offset that it had, behind records without key and value where markers of
 * transactions stood.
 */
final class TopicCopy {
    /** What becomes of a record's value; null leaves the record out. */
    @FunctionalInterface
    interface Hand {
        byte @Nullable [] on(ConsumerRecord<byte[], byte[]> record);
    }

    private final String from;
    private final String to;
    private volatile @Nullable Exception fault;

    TopicCopy(String from, String to) {
        this.from = from;
        this.to = to;
    }

    void copy(String topic, boolean sameOffsets, Hand hand) throws Exception {
        try (KafkaConsumer<byte[], byte[]> reader = reader();
                Admin admin = Admin.create(Map.of("bootstrap.servers", to));
                KafkaProducer<byte[], byte[]> writer =
                        new KafkaProducer<>(writer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            admin.createTopics(List.of(new NewTopic(topic, partitions.size(), (short) 1)
                            .configs(Map.of("max.message.bytes", "" + (4 << 20)))))
                    .all()
                    .get();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            Map<TopicPartition, Long> next = new HashMap<>();
            while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        write(record, sameOffsets, hand, writer, next);
                    }
                }
            }
            writer.flush();
        }
        if (fault != null) {
            throw fault;
        }
    }

    private void write(
            ConsumerRecord<byte[], byte[]> record,
            boolean sameOffsets,
            Hand hand,
            KafkaProducer<byte[], byte[]> writer,
            Map<TopicPartition, Long> next) {
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        for (long at = next.getOrDefault(place, 0L); sameOffsets && at < record.offset(); at++) {
            send(writer, new ProducerRecord<>(record.topic(), record.partition(), null, null));
        }
        next.put(place, record.offset() + 1);
        byte[] value = record.value() == null ? null : hand.on(record);
        if (record.value() == null || value != null) {
            send(
                    writer,
                    new ProducerRecord<>(
                            record.topic(),
                            record.partition(),
                            record.timestamp(),
                            record.key(),
                            value,
                            record.headers()));
        }
    }

    private void send(KafkaProducer<byte[], byte[]> writer, ProducerRecord<byte[], byte[]> record) {
        var unused = writer.send(record, (place, failed) -> fault = fault == null ? failed : fault);
    }

    /**
     * One request at a time: a topic that has just been made may refuse a first request while it takes a second, and the first
     * then comes too late.
     */
    private Map<String, Object> writer() {
        return Map.of("bootstrap.servers", to, "max.request.size", 4 << 20, "max.in.flight.requests.per.connection", 1);
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", from);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
