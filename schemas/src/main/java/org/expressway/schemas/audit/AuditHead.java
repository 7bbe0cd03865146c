package org.expressway.schemas.audit;

import java.io.Serializable;
import org.expressway.schemas.avro.AuditEvent;

/**
 * Where a chain ends.
 *
 * @param sequence of its last event; 0 of a chain without any
 * @param sha256 of its last event; empty of a chain without any
 */
public record AuditHead(String writer, long sequence, String sha256) implements Serializable {
    public AuditHead {
        if (writer.isBlank() || writer.length() > 200 || writer.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException(
                    "writer: expected 1 to 200 characters without blanks, seen \"" + writer + "\"");
        }
        if (sequence < 0 || (sequence == 0) != sha256.isEmpty()) {
            throw new IllegalArgumentException(
                    "head of " + writer + ": sequence " + sequence + " with sha256 \"" + sha256 + "\"");
        }
    }

    /** Of a chain that has no event yet. */
    public static AuditHead none(String writer) {
        return new AuditHead(writer, 0, "");
    }

    public static AuditHead at(AuditEvent event) {
        return new AuditHead(event.getWriter(), event.getSequence(), event.getSha256());
    }
}
