package org.expressway.ingest.publish;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.expressway.schemas.artifact.ArtifactStore;
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
        Map<String, Object> config = common();
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

    /** Reads whole topics by assignment: no group, no commits. Closing waits for the last fetch, so that is short. */
    Map<String, Object> consumer() {
        Map<String, Object> config = common();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_REQUEST);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        return config;
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return config;
    }
}
