package org.expressway.schemas.audit;

/**
 * Something that is not as it was written.
 *
 * @param what in words: a changed event, a gap, an anchor that was not signed by this installation, …
 * @param where writer and sequence, or an anchor, a sample, an artifact
 * @param place in Kafka ({@code topic/partition/offset}) or on disk; empty where there is none
 */
public record AuditFault(String what, String where, String place, String seen, String expected) {
    @Override
    public String toString() {
        return where + (place.isEmpty() ? "" : " (" + place + ")") + ": " + what + ": seen " + seen + ", expected "
                + expected;
    }
}
