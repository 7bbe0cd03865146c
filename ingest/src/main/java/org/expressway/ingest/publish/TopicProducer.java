package org.expressway.ingest.publish;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.expressway.schemas.topic.Topic;
import org.jspecify.annotations.Nullable;

/**
 * Sends records of one topic, idempotent and acknowledged by all in-sync replicas. Safe for several threads. A send that
 * failed for good is thrown by the next {@link #send} or {@link #flush}.
 */
public final class TopicProducer<V extends SpecificRecord> implements AutoCloseable {
    private final String topic;
    private final KafkaProducer<String, V> producer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    public TopicProducer(Endpoints endpoints, Topic<String, V> topic) {
        this.topic = topic.name();
        this.producer = new KafkaProducer<>(
                endpoints.producer(), topic.keySerde().serializer(), topic.valueSerde(endpoints.registry()));
    }

    /** Hands a record over; waits while too much is on its way. */
    public void send(String key, V value) {
        throwFailure();
        var unused = producer.send(new ProducerRecord<>(topic, key, value), this::answered);
    }

    /** Waits until every record handed over is acknowledged. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /** Records acknowledged so far. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /** Bytes of acknowledged keys and values. */
    public long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void answered(RecordMetadata metadata, @Nullable Exception error) {
        if (error == null) {
            bytes.addAndGet(metadata.serializedKeySize() + (long) metadata.serializedValueSize());
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, error);
        }
    }

    private void throwFailure() {
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException(
                    topic + ": a record could not be sent (" + acknowledged + " were): " + error.getMessage()
                            + "; publishing again is safe, the same content counts once",
                    error);
        }
    }
}
