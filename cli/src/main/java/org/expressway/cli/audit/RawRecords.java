package org.expressway.cli.audit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Reads records at their places, as bytes: what a job was given. */
final class RawRecords implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;

    RawRecords(String bootstrap) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrap);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.put("max.poll.records", "1");
        properties.put("fetch.max.wait.ms", "50");
        // Each place is fetched anew: no more than what holds one record.
        properties.put("max.partition.fetch.bytes", Integer.toString(256 << 10));
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Null where no record stands there: none was ever, or it was taken away. */
    @Nullable
    IncomingRecord at(Origin place) {
        TopicPartition partition = new TopicPartition(place.getTopic(), place.getPartition());
        consumer.assign(List.of(partition));
        consumer.seek(partition, place.getOffset());
        if (place.getOffset() >= consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return null;
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && consumer.position(partition) <= place.getOffset()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                return record.offset() == place.getOffset() ? incoming(record) : null;
            }
        }
        return null;
    }

    private static IncomingRecord incoming(ConsumerRecord<byte[], byte[]> record) {
        List<RecordHeader> headers = new ArrayList<>();
        record.headers().forEach(header -> headers.add(new RecordHeader(header.key(), wrap(header.value()))));
        return new IncomingRecord(
                new Origin(record.topic(), record.partition(), record.offset()),
                Instant.ofEpochMilli(record.timestamp()),
                wrap(record.key()),
                wrap(record.value()),
                headers);
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
