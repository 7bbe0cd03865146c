package org.expressway.schemas.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Creates the topics with their configuration and registers their schemas. Safe to run again: what is there stays, and
 * a number of partitions that does not fit is an error, because keys would move.
 */
public final class Provisioning {
    /** @param partitions of the topics keyed by sample; @param replication copies of each partition */
    public record Settings(int partitions, short replication) {
        public static final Settings LOCAL = new Settings(4, (short) 1);
    }

    private static final int SMALL_TOPIC_PARTITIONS = 1;
    private static final String SIX_HOURS = Long.toString(6 * 3_600_000L);

    private final Admin admin;
    private final SchemaRegistry registry;

    public Provisioning(Admin admin, SchemaRegistry registry) {
        this.admin = admin;
        this.registry = registry;
    }

    /**
     * @return the names of the topics that were created now
     * @throws IllegalStateException when a topic is there with another number of partitions
     */
    public List<String> run(Settings settings) {
        List<String> created = createTopics(settings);
        for (Topic<String, ?> topic : Topics.all()) {
            String subject = RegistrySerde.subject(topic.name());
            registry.register(subject, new RecordCodec<>(topic.valueType()).schema());
            registry.requireFullTransitive(subject);
        }
        return created;
    }

    private List<String> createTopics(Settings settings) {
        Set<String> there = await(admin.listTopics().names());
        List<NewTopic> missing = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (Topic<String, ?> topic : Topics.all()) {
            if (there.contains(topic.name())) {
                present.add(topic.name());
            } else {
                missing.add(newTopic(topic, settings));
            }
        }
        checkPartitions(await(admin.describeTopics(present).allTopicNames()), settings);
        await(admin.createTopics(missing).all());
        return missing.stream().map(NewTopic::name).toList();
    }

    private static NewTopic newTopic(Topic<String, ?> topic, Settings settings) {
        return new NewTopic(topic.name(), partitions(topic, settings), settings.replication()).configs(config(topic));
    }

    private static int partitions(Topic<String, ?> topic, Settings settings) {
        return topic.bySample() ? settings.partitions() : SMALL_TOPIC_PARTITIONS;
    }

    /** A compacted topic keeps every record for six hours first, so that a reader may lag and still see each stage. */
    static Map<String, String> config(Topic<String, ?> topic) {
        Map<String, String> config = new HashMap<>();
        config.put("max.message.bytes", Integer.toString(wraps(topic) ? 3 << 20 : 2 << 20));
        switch (topic.kept()) {
            case FOR_EVER ->
                config.putAll(Map.of("cleanup.policy", "delete", "retention.ms", "-1", "retention.bytes", "-1"));
            case COMPACTED -> config.putAll(Map.of("cleanup.policy", "compact", "min.compaction.lag.ms", SIX_HOURS));
            case THIRTY_DAYS ->
                config.putAll(Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(30 * 86_400_000L)));
        }
        return config;
    }

    /** Whether its records carry another record whole. */
    private static boolean wraps(Topic<String, ?> topic) {
        return topic == Topics.REJECTED || topic == Topics.SCORING_REQUEST;
    }

    private static void checkPartitions(Map<String, TopicDescription> present, Settings settings) {
        for (Topic<String, ?> topic : Topics.all()) {
            TopicDescription description = present.get(topic.name());
            if (description == null || !topic.bySample()) {
                continue;
            }
            int seen = description.partitions().size();
            if (seen != settings.partitions()) {
                throw new IllegalStateException("topic " + topic + " has " + seen + " partitions, expected "
                        + settings.partitions() + ": the number never changes in place; ask for " + seen
                        + ", or move the data to new topics");
            }
        }
    }

    private static <T> T await(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    e.getCause() == null ? e.toString() : e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while talking to Kafka", e);
        }
    }
}
