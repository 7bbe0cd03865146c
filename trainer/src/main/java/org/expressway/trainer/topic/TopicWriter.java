package org.expressway.trainer.topic;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.expressway.schemas.topic.Topic;

/** Writes one record and waits until all replicas have it. */
public final class TopicWriter {
    private final Endpoints endpoints;

    public TopicWriter(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** @throws KafkaException when the record was not acknowledged; it may be written again, readers keep the last */
    public <V extends SpecificRecord> void write(Topic<String, V> topic, String key, V value) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                endpoints.bootstrap(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                30_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                60_000);
        try (KafkaProducer<String, V> producer = new KafkaProducer<>(
                settings,
                topic.keySerde().serializer(),
                topic.valueSerde(endpoints.registry()).serializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "%s was not written to %s: %s".formatted(key, topic, e.getMessage()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing %s to %s".formatted(key, topic), e);
        }
    }
}
