package org.expressway.ingest.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.wire.SchemaRegistry;

/**
 * Where a platform is reached.
 *
 * @param bootstrapServers Kafka, {@code host:port,...}
 */
public record Endpoints(String bootstrapServers, SchemaRegistry registry, ArtifactStore artifacts) {
    private static final int LARGEST_REQUEST = 4 << 20;
    private static final int BUFFER = 64 << 20;

    /** No acknowledged record is lost and no retry doubles one. Why lz4: RATIONALE.md. */
    Map<String, Object> producer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) BUFFER);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000L);
        return config;
    }

    <V extends SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(bootstrapServers, registry, topic);
    }
}
