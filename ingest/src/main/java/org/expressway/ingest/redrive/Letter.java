package org.expressway.ingest.redrive;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.topic.TopicReader.Read;
import org.expressway.schemas.topic.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter without its bytes: a million of them are held at once.
 *
 * @param place of the letter itself
 * @param origin of the record that was refused
 * @param key the record's key as text, its beginning at least
 * @param bytes of the record's value
 */
public record Letter(
        Place place,
        Place origin,
        String service,
        String step,
        RejectionReason reason,
        String message,
        @Nullable String site,
        @Nullable String batchId,
        @Nullable String sampleId,
        String key,
        int bytes,
        boolean hasValue,
        Instant rejectedAt) {
    static final int SHOWN_KEY = 200;

    static Letter of(Read<DeadLetter> read, DeadLetter letter) {
        ByteBuffer value = letter.getValue();
        return new Letter(
                place(read),
                Place.of(letter.getOrigin()),
                letter.getService().intern(),
                letter.getStep().intern(),
                letter.getReason(),
                letter.getMessage(),
                letter.getSite(),
                letter.getBatchId(),
                letter.getSampleId(),
                read.key().substring(0, Math.min(SHOWN_KEY, read.key().length())),
                value == null ? 0 : value.remaining(),
                value != null,
                letter.getRejectedAt());
    }

    static Place place(Read<DeadLetter> read) {
        return new Place(Topics.REJECTED.name(), read.partition(), read.offset());
    }
}
