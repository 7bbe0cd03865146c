package org.expressway.ingest.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.expressway.schemas.topic.Topic;

/**
 * Sends records for somebody who waits: returns when all of them are acknowledged by all in-sync replicas, or says soon
 * that they are not. One failed sending does not spoil the next. Safe for several threads.
 */
public final class PromptProducer<V extends SpecificRecord> implements AutoCloseable {
    private static final int LINGER_MS = 5;

    /** A record and its key. */
    public record Keyed<V>(String key, V value) {}

    /** Some record has not been acknowledged; it may or may not have been written. Sending all again is safe. */
    public static final class Unacknowledged extends Exception {
        private static final long serialVersionUID = 1L;

        public Unacknowledged(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final String topic;
    private final Duration patience;
    private final KafkaProducer<String, V> producer;

    /** @param patience how long a sending may take before it is given up */
    public PromptProducer(Endpoints endpoints, Topic<String, V> topic, Duration patience) {
        this.topic = topic.name();
        this.patience = patience;
        this.producer = new KafkaProducer<>(
                settings(endpoints, patience), topic.keySerde().serializer(), topic.valueSerde(endpoints.registry()));
    }

    /** Kafka gives a record up within the patience, so that none is written after its sender was told that it failed. */
    private static Map<String, Object> settings(Endpoints endpoints, Duration patience) {
        int whole = (int) patience.toMillis();
        int request = Math.max(1, whole / 2 - LINGER_MS);
        Map<String, Object> settings = new HashMap<>(endpoints.producer());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) whole / 2);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, whole);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        return settings;
    }

    /** Returns when every record is acknowledged. */
    public void send(List<Keyed<V>> records) throws Unacknowledged {
        long deadline = System.nanoTime() + patience.multipliedBy(2).toNanos();
        List<Future<RecordMetadata>> answers = new ArrayList<>(records.size());
        try {
            for (Keyed<V> each : records) {
                answers.add(producer.send(new ProducerRecord<>(topic, each.key(), each.value())));
            }
            for (Future<RecordMetadata> answer : answers) {
                answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Unacknowledged(topic + " does not acknowledge: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unacknowledged(topic + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(patience);
    }
}
