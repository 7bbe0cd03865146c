package org.expressway.schemas.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.AuditDetail;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.wire.AvroSafety;

/**
 * Links facts to a chain: each event holds the digest of the one before it and one of itself, so that nothing in the
 * middle can be changed, dropped or put in without every later digest being another.
 *
 * <p>The canonical bytes of form 1, which sha256 is over, are not those of the wire, so that a schema may grow and any
 * language can check them: the ASCII text {@code expressway.audit.event/1} and a line feed; then writer, sequence,
 * previousSha256, at, kind, subject, actor, the number of details, and name and value of each detail in the order they
 * stand in. A text is its length in bytes as a 4-byte big-endian integer and its UTF-8 bytes; sequence and at (milliseconds
 * since 1970 UTC) are 8-byte, the number of details a 4-byte big-endian integer.
 */
public final class AuditChain {
    static final int FORM = 1;
    private static final byte[] MAGIC = "expressway.audit.event/1\n".getBytes(StandardCharsets.US_ASCII);

    static {
        AvroSafety.apply();
    }

    private AuditChain() {}

    /** The event that follows a head. */
    public static AuditEvent next(AuditHead head, AuditFact fact) {
        List<AuditDetail> details = fact.details().entrySet().stream()
                .map(entry -> new AuditDetail(entry.getKey(), entry.getValue()))
                .toList();
        return linked(
                head,
                AuditEvent.newBuilder()
                        .setForm(FORM)
                        .setAt(fact.at())
                        .setKind(fact.kind().name())
                        .setSubject(fact.subject())
                        .setActor(fact.actor())
                        .setDetails(details));
    }

    /** A fact on its way to the operator that keeps the chain: an event without a place in it. */
    public static AuditEvent draft(String writer, AuditFact fact) {
        return next(AuditHead.none(writer), fact);
    }

    /** A draft in its place. */
    public static AuditEvent next(AuditHead head, AuditEvent draft) {
        return linked(head, AuditEvent.newBuilder(draft));
    }

    private static AuditEvent linked(AuditHead head, AuditEvent.Builder event) {
        AuditEvent open = event.setWriter(head.writer())
                .setSequence(head.sequence() + 1)
                .setPreviousSha256(head.sha256())
                .setSha256("")
                .build();
        return AuditEvent.newBuilder(open).setSha256(sha256(open)).build();
    }

    /** What an event's sha256 has to be. */
    public static String sha256(AuditEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(MAGIC);
        text(out, event.getWriter());
        number(out, event.getSequence());
        text(out, event.getPreviousSha256());
        number(out, event.getAt().toEpochMilli());
        text(out, event.getKind());
        text(out, event.getSubject());
        text(out, event.getActor());
        count(out, event.getDetails().size());
        for (AuditDetail detail : event.getDetails()) {
            text(out, detail.getName());
            text(out, detail.getValue());
        }
        return Sha256.of(out.toByteArray());
    }

    private static void text(ByteArrayOutputStream out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        count(out, bytes.length);
        out.writeBytes(bytes);
    }

    private static void count(ByteArrayOutputStream out, int count) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
    }

    private static void number(ByteArrayOutputStream out, long number) {
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
