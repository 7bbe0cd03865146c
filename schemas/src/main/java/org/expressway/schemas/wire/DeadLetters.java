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

/**
 * Makes dead letters: the original bytes, where they came from, and why they could not be used. Whatever else is in a letter
 * is bounded: it must fit its topic however strange the record is, or one record would stop the platform.
 */
public final class DeadLetters {
    /** Header of a redriven record: the dead letter's id, which never changes. */
    public static final String FIRST_ORIGIN = "expressway.first-origin";
    /** Header of a redriven record: how often it was redriven. */
    public static final String REDRIVES = "expressway.redrives";

    /** Characters of a message; UTF-8 may need three bytes for each. */
    static final int LONGEST_MESSAGE = 4_000;
    /** Bytes of the letter's own key in Kafka. */
    static final int LONGEST_KEY = 4_096;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ID = 300;

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
        KeptHeaders headers = KeptHeaders.of(record);
        return DeadLetter.newBuilder()
                .setId(firstOrigin(record))
                .setService(refusal.service())
                .setStep(refusal.step())
                .setReason(refusal.reason())
                .setMessage(headers.said(cut(refusal.message(), LONGEST_MESSAGE)))
                .setSite(name(identity.site()))
                .setBatchId(name(identity.batchId()))
                .setSampleId(name(identity.sampleId()))
                .setOrigin(origin)
                .setOriginTimestamp(record.getTimestamp())
                .setKey(record.getKey())
                .setValue(record.getValue())
                .setHeaders(headers.kept())
                .setRedriveCount(redrives(record.getHeaders()))
                .setRejectedAt(now)
                .build();
    }

    public static String id(Origin origin) {
        return origin.getTopic() + "/" + origin.getPartition() + "/" + origin.getOffset();
    }

    /** Whether a record says of itself that it was redriven. A header from outside may say anything: it proves nothing. */
    public static boolean saysRedriven(IncomingRecord record) {
        return !header(record.getHeaders(), FIRST_ORIGIN, "").isEmpty();
    }

    /** The key that a letter has in its topic: the original's, or its beginning where it is of a size that no key has. */
    public static @Nullable ByteBuffer key(DeadLetter letter) {
        ByteBuffer key = letter.getKey();
        if (key == null || key.remaining() <= LONGEST_KEY) {
            return key;
        }
        byte[] beginning = new byte[LONGEST_KEY];
        key.duplicate().get(beginning);
        return ByteBuffer.wrap(beginning);
    }

    private static String firstOrigin(IncomingRecord record) {
        String own = id(record.getOrigin());
        String said = header(record.getHeaders(), FIRST_ORIGIN, own);
        return said.length() <= LONGEST_ID ? said : own;
    }

    /** What is longer than any name may be is no name; the value has it. */
    private static @Nullable String name(@Nullable String text) {
        return text == null || text.length() > LONGEST_NAME ? null : text;
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " …";
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
