package org.expressway.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.expressway.infra.local.PlatformFile;
import org.jspecify.annotations.Nullable;

/** What a read_committed reader finds on a topic now, as bytes with their headers. */
final class RawBytes {
    private RawBytes() {}

    static void each(PlatformFile platform, String topic, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                platform.bootstrap(),
                "isolation.level",
                "read_committed",
                "max.partition.fetch.bytes",
                8 << 20);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(each);
            }
        }
    }

    /** How often each value of a header stands on a topic. */
    static Map<String, Long> counts(PlatformFile platform, String topic, String header) {
        List<String> values = new ArrayList<>();
        each(platform, topic, record -> {
            String value = header(record, header);
            if (value != null) {
                values.add(value);
            }
        });
        return values.stream().collect(Collectors.groupingBy(value -> value, Collectors.counting()));
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
