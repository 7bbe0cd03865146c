package org.expressway.benchmarks.publish;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Records of a topic, into a file: their number, then length and bytes of each key and value. */
final class Records {
    private Records() {}

    /**
     * Copies the first records whose keys begin with {@code prefix}.
     *
     * @return the bytes of their keys and values
     */
    static long copy(String bootstrap, String topic, String prefix, int count, Path file) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = read(bootstrap, topic, prefix, count);
        long bytes = 0;
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(records.size());
            for (ConsumerRecord<byte[], byte[]> record : records) {
                write(out, record.key());
                write(out, record.value());
                bytes += record.key().length + record.value().length;
            }
        }
        return bytes;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String bootstrap, String topic, String prefix, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList());
            while (records.size() < count) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.key(), StandardCharsets.UTF_8).startsWith(prefix)) {
                        records.add(record);
                    }
                });
            }
        }
        return records.subList(0, count);
    }
}
