package org.expressway.ingest.redrive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.audit.AuditFact;
import org.expressway.schemas.audit.AuditKind;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.Redrive;
import org.expressway.schemas.topic.AuditHeads;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.RegistrySerde;
import org.jspecify.annotations.Nullable;

/** Originals and the markers that name their new places, in one transaction. Closed before the commit, nothing was sent. */
final class RedriveTransaction implements AutoCloseable {
    /** One for everybody: who begins fences who is at it, and ends what somebody left open. */
    static final String ID = "expressway-redrive";

    private static final String CHAIN = "redrive";
    /** Readers of the origin topic wait for a transaction that a killed process left open, at most for so long. */
    private static final String TIMEOUT_MS = "120000";

    /** Who does it. */
    record Audit(String replayId, String by, @Nullable String why, Instant at) {}

    private record Sent(
            RejectedCase rejected, boolean mended, @Nullable String sha256, Future<RecordMetadata> place) {}

    private final KafkaProducer<byte[], byte[]> producer;
    private final RegistrySerde<Redrive> markers;
    private final RegistrySerde<AuditEvent> events;
    private final AuditHeads heads;
    private final List<Sent> sent = new ArrayList<>();

    private RedriveTransaction(Endpoints endpoints) {
        markers = Topics.REDRIVEN.valueSerde(endpoints.registry());
        events = Topics.AUDIT.valueSerde(endpoints.registry());
        heads = new AuditHeads(endpoints.bootstrapServers(), endpoints.registry());
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        endpoints.bootstrapServers(),
                        "transactional.id",
                        ID,
                        "transaction.timeout.ms",
                        TIMEOUT_MS,
                        "acks",
                        "all",
                        "linger.ms",
                        "5",
                        "max.request.size",
                        Integer.toString(4 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns when this is the only one, and nothing that was open is any more. */
    static RedriveTransaction takeOver(Endpoints endpoints) {
        RedriveTransaction transaction = new RedriveTransaction(endpoints);
        try {
            transaction.producer.initTransactions();
            return transaction;
        } catch (RuntimeException e) {
            transaction.close();
            throw e;
        }
    }

    void begin() {
        producer.beginTransaction();
    }

    void send(RejectedCase rejected, DeadLetter letter, @Nullable MendedValue mended) {
        byte[] key = mended == null ? array(letter.getKey()) : mended.key();
        byte[] value = mended == null ? array(letter.getValue()) : mended.value();
        Origin origin = letter.getOrigin();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(origin.getTopic(), mended == null ? origin.getPartition() : null, key, value);
        for (RecordHeader header : letter.getHeaders()) {
            if (!isOurs(header.getKey())) {
                record.headers().add(header.getKey(), array(header.getValue()));
            }
        }
        record.headers().add(DeadLetters.FIRST_ORIGIN, utf8(rejected.id()));
        record.headers().add(DeadLetters.REDRIVES, utf8(Integer.toString(rejected.redriveCount() + 1)));
        sent.add(new Sent(rejected, mended != null, value == null ? null : Sha256.of(value), producer.send(record)));
    }

    int size() {
        return sent.size();
    }

    private static boolean isOurs(String header) {
        return header.equals(DeadLetters.FIRST_ORIGIN) || header.equals(DeadLetters.REDRIVES);
    }

    /** Writes the markers, which name where the originals have come to stand, and makes all of it visible at once. */
    void commit(Audit audit) {
        producer.flush();
        for (Sent each : sent) {
            Redrive marker = marker(each, audit);
            byte[] value = markers.serialize(Topics.REDRIVEN.name(), marker);
            var unused = producer.send(new ProducerRecord<>(Topics.REDRIVEN.name(), utf8(marker.getId()), value));
        }
        audit(audit);
        producer.commitTransaction();
    }

    /** That this is the only one at the chain, the transactional id sees to. */
    private void audit(Audit audit) {
        AuditFact fact = new AuditFact(AuditKind.RECORDS_REDRIVEN, audit.replayId(), audit.by(), audit.at())
                .with("records", sent.size())
                .with("mended", sent.stream().filter(Sent::mended).count())
                .with("why", audit.why());
        AuditEvent event = AuditChain.next(heads.of(CHAIN), fact);
        byte[] value = events.serialize(Topics.AUDIT.name(), event);
        var unused = producer.send(new ProducerRecord<>(Topics.AUDIT.name(), utf8(CHAIN), value));
        producer.sendOffsetsToTransaction(
                AuditHeads.position(event), new ConsumerGroupMetadata(AuditHeads.group(CHAIN)));
    }

    private static Redrive marker(Sent each, Audit audit) {
        RecordMetadata place = place(each.place());
        Letter letter = each.rejected().letter();
        return Redrive.newBuilder()
                .setId(each.rejected().id())
                .setRedriveCount(each.rejected().redriveCount() + 1)
                .setReason(letter.reason())
                .setLetter(letter.place().origin())
                .setSentTo(new Origin(place.topic(), place.partition(), place.offset()))
                .setMended(each.mended())
                .setValueSha256(each.sha256())
                .setReplayId(audit.replayId())
                .setBy(audit.by())
                .setWhy(audit.why())
                .setAt(audit.at())
                .build();
    }

    private static RecordMetadata place(Future<RecordMetadata> place) {
        try {
            return place.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted; nothing was sent", e);
        }
    }

    @SuppressWarnings("NullAway") // Kafka takes null keys, values and headers
    private static byte[] array(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What has not been committed is aborted. */
    @Override
    public void close() {
        producer.close();
    }
}
