package org.expressway.schemas.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RejectionReason;
import org.jspecify.annotations.Nullable;

/** Makes dead letters: the original bytes, where they came from, and why they could not be used. */
public final class DeadLetters {
    /** Header of a redriven record: the dead letter's id, which never changes. */
    public static final String FIRST_ORIGIN = "expressway.first-origin";
    /** Header of a redriven record: how often it was redriven. */
    public static final String REDRIVES = "expressway.redrives";

    /** @param service who refuses; @param step where in it */
    public record Refusal(String service, String step, RejectionReason reason, String message) {}

    /** What could be read of the record's identity. */
    public record Identity(
            @Nullable String site,
            @Nullable String batchId,
            @Nullable String sampleId) {
        public static final Identity UNKNOWN = new Identity(null, null, null);
    }

    private DeadLetters() {}

    public static DeadLetter of(IncomingRecord record, Refusal refusal, Identity identity, Instant now) {
        Origin origin = record.getOrigin();
        return DeadLetter.newBuilder()
                .setId(header(record.getHeaders(), FIRST_ORIGIN, id(origin)))
                .setService(refusal.service())
                .setStep(refusal.step())
                .setReason(refusal.reason())
                .setMessage(refusal.message())
                .setSite(identity.site())
                .setBatchId(identity.batchId())
                .setSampleId(identity.sampleId())
                .setOrigin(origin)
                .setOriginTimestamp(record.getTimestamp())
                .setKey(record.getKey())
                .setValue(record.getValue())
                .setHeaders(record.getHeaders())
                .setRedriveCount(redrives(record.getHeaders()))
                .setRejectedAt(now)
                .build();
    }

    public static String id(Origin origin) {
        return origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset();
    }

    /** A header from outside may hold anything; what is not a small number counts as never redriven. */
    private static int redrives(List<RecordHeader> headers) {
        String text = header(headers, REDRIVES, "0");
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static String header(List<RecordHeader> headers, String key, String otherwise) {
        for (RecordHeader header : headers) {
            ByteBuffer value = header.getValue();
            if (header.getKey().equals(key) && value != null) {
                return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
            }
        }
        return otherwise;
    }
}
