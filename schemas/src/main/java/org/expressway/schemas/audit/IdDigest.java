package org.expressway.schemas.audit;

import org.expressway.schemas.artifact.Sha256;

/**
 * A running digest of prediction ids in the order in which they were made: {@code d(n) = SHA-256(d(n-1) + id(n))} over hex
 * text, d(0) empty. One digest stands for all of them, so a prediction taken away, put in or moved later shows.
 *
 * @param count ids so far
 * @param sha256 empty while there is none
 * @param first the first of them, which says where in the topic they begin; empty while there is none
 */
public record IdDigest(long count, String sha256, String first) {
    public static final IdDigest NONE = new IdDigest(0, "", "");

    public IdDigest plus(String id) {
        return new IdDigest(count + 1, Sha256.of(sha256 + id), count == 0 ? id : first);
    }

    /** {@code COUNT SHA256 FIRST}, as a state store keeps it. */
    public String text() {
        return count + " " + sha256 + " " + first;
    }

    public static IdDigest parse(String text) {
        String[] parts = text.split(" ", -1);
        return new IdDigest(Long.parseLong(parts[0]), parts[1], parts[2]);
    }
}
