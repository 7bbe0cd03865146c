package org.expressway.scorer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;

/** Samples, labels, signatures and requests of the same key meet in one task only where their topics have as many partitions. */
final class CoPartitioned {
    private CoPartitioned() {}

    /** @throws IllegalStateException when they have not */
    static void require(String bootstrap) {
        List<String> topics = List.of(Topics.CORRECTED, Topics.LABEL, Topics.SIGNATURE, Topics.SCORING_REQUEST).stream()
                .map(Topic::name)
                .toList();
        Map<String, Integer> partitions = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (TopicDescription topic :
                    admin.describeTopics(topics).allTopicNames().get().values()) {
                partitions.put(topic.name(), topic.partitions().size());
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the scorer's topics cannot be looked at: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while looking at topics", e);
        }
        requireEqual(partitions);
    }

    static void requireEqual(Map<String, Integer> partitions) {
        if (partitions.values().stream().distinct().count() > 1) {
            throw new IllegalStateException("these topics need the same number of partitions, seen " + partitions
                    + "; make the later ones anew by `expressway topics create --partitions`");
        }
    }
}
