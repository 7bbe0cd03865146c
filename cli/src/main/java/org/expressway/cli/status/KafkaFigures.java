package org.expressway.cli.status;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;

/** Offsets and groups, as Kafka has them. */
final class KafkaFigures implements AutoCloseable {
    private final Admin admin;

    KafkaFigures(String bootstrap) {
        admin = Admin.create(
                Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", "5000", "request.timeout.ms", "4000"));
    }

    /** End minus beginning of each topic: its records, transaction markers counted in. */
    Map<String, Long> records() {
        List<String> names = Topics.all().stream().map(Topic::name).toList();
        List<TopicPartition> partitions = partitions(names);
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, Long> begins = offsets(partitions, OffsetSpec.earliest());
        Map<String, Long> records = new LinkedHashMap<>();
        names.forEach(name -> records.put(name, 0L));
        partitions.forEach(
                p -> records.merge(p.topic(), ends.getOrDefault(p, 0L) - begins.getOrDefault(p, 0L), Long::sum));
        return records;
    }

    /** Records of a topic that a group has not committed yet. */
    long lag(String group, String topic) {
        List<TopicPartition> partitions = partitions(List.of(topic));
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        long lag = 0;
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata done = committed.get(partition);
            lag += ends.getOrDefault(partition, 0L) - (done == null ? 0 : done.offset());
        }
        return Math.max(0, lag);
    }

    boolean hasMembers(String group) {
        try {
            return get(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                    .anyMatch(description -> !description.members().isEmpty());
        } catch (GroupIdNotFoundException e) {
            return false;
        }
    }

    private List<TopicPartition> partitions(List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicDescription topic :
                get(admin.describeTopics(topics).allTopicNames()).values()) {
            topic.partitions().forEach(p -> partitions.add(new TopicPartition(topic.name(), p.partition())));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                get(admin.listOffsets(wanted).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
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

    @Override
    public void close() {
        admin.close();
    }
}
