package org.expressway.ingest.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.ExpressionUnit;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.FloatVector;

/** Records as a laboratory sends them, and the letters that the pipeline writes of them. */
final class Letters implements AutoCloseable {
    private final Endpoints endpoints;
    private final KafkaProducer<byte[], byte[]> producer;

    Letters(Endpoints endpoints) {
        this.endpoints = endpoints;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", endpoints.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @return the id of the letter */
    String refused(String key, byte[] value, RejectionReason reason) {
        return refused(Topics.RAW.name(), key, value, reason);
    }

    String refused(String topic, String key, byte[] value, RejectionReason reason) {
        RecordMetadata place = send(topic, key, value);
        return refuse(
                new IncomingRecord(
                        new Origin(topic, place.partition(), place.offset()),
                        Instant.now(),
                        ByteBuffer.wrap(key.getBytes(UTF_8)),
                        value == null ? null : ByteBuffer.wrap(value),
                        List.of(new RecordHeader("trace", ByteBuffer.wrap("7".getBytes(UTF_8))))),
                reason);
    }

    /** The letter of a record that was sent again, and is as bad as it was. */
    void refusedAgain(ConsumerRecord<byte[], byte[]> record) {
        List<RecordHeader> headers = new ArrayList<>();
        record.headers().forEach(h -> headers.add(new RecordHeader(h.key(), ByteBuffer.wrap(h.value()))));
        refuse(
                new IncomingRecord(
                        new Origin(record.topic(), record.partition(), record.offset()),
                        Instant.now(),
                        ByteBuffer.wrap(record.key()),
                        ByteBuffer.wrap(record.value()),
                        headers),
                RejectionReason.QUALITY);
    }

    private String refuse(IncomingRecord record, RejectionReason reason) {
        DeadLetter letter = DeadLetters.of(
                record,
                new DeadLetters.Refusal("harmonize", "quality", reason, "why"),
                DeadLetters.Identity.UNKNOWN,
                Instant.now());
        send(
                Topics.REJECTED.name(),
                new String(DeadLetters.key(letter).array(), UTF_8),
                Topics.REJECTED.valueSerde(endpoints.registry()).serialize(Topics.REJECTED.name(), letter));
        return letter.getId();
    }

    RecordMetadata send(String topic, String key, byte[] value) {
        try {
            return producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static byte[] sample(Endpoints endpoints, String site, String id) {
        ExpressionSample sample = ExpressionSample.newBuilder()
                .setSampleId(id)
                .setSite(site)
                .setBatchId("run1")
                .setSubjectId("P1")
                .setUnit(ExpressionUnit.COUNTS)
                .setReceivedAt(Instant.EPOCH)
                .setPanelId("p")
                .setValues(FloatVector.of(1, 2))
                .build();
        return Topics.RAW.valueSerde(endpoints.registry()).serialize(Topics.RAW.name(), sample);
    }

    @Override
    public void close() {
        producer.close();
    }
}
