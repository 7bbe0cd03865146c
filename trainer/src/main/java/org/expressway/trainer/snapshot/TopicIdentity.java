package org.expressway.trainer.snapshot;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.expressway.schemas.topic.Topic;

/**
 * What tells a topic from another one of its name.
 *
 * @param clusterId Kafka's id of the cluster
 * @param topicIds Kafka's id of each topic, given anew when a topic is created anew
 */
record TopicIdentity(String clusterId, Map<String, String> topicIds) {
    /** @throws KafkaException when a topic does not exist or the brokers do not answer */
    static TopicIdentity ask(String bootstrap, List<Topic<String, ?>> topics) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                30_000);
        try (Admin admin = Admin.create(settings)) {
            String cluster = await(admin.describeCluster().clusterId());
            Map<String, String> ids = new TreeMap<>();
            await(admin.describeTopics(topics.stream().map(Topic::name).toList())
                            .allTopicNames())
                    .forEach((name, described) ->
                            ids.put(name, described.topicId().toString()));
            return new TopicIdentity(cluster, ids);
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking for the topics", e);
        }
    }
}
