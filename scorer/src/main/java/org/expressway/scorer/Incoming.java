package org.expressway.scorer;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.DeadLetters.Identity;
import org.expressway.schemas.wire.DeadLetters.Refusal;
import org.jspecify.annotations.Nullable;

/** The record that a processor is at, as bytes with their place, and the dead letter that may come of it. */
record Incoming(ProcessingContext context, Record<byte[], byte[]> record) {

    Origin origin() {
        RecordMetadata place = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a record without a place in Kafka"));
        return new Origin(place.topic(), place.partition(), place.offset());
    }

    Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    DeadLetter refused(String step, RejectionReason reason, RuntimeException cause, Identity identity) {
        List<RecordHeader> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new RecordHeader(header.key(), wrap(header.value())));
        }
        IncomingRecord incoming = new IncomingRecord(
                origin(), Instant.ofEpochMilli(record.timestamp()), wrap(record.key()), wrap(record.value()), headers);
        Refusal refusal = new Refusal("scorer", step, reason, String.valueOf(cause.getMessage()));
        return DeadLetters.of(incoming, refusal, identity, now());
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
