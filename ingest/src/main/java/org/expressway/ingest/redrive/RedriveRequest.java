package org.expressway.ingest.redrive;

import org.jspecify.annotations.Nullable;

/**
 * What is to be sent again, and in whose name.
 *
 * @param maxRedrives a case that was sent again this often is refused
 * @param most cases that one replay sends
 * @param mended sent in place of the one original that the filter names
 */
public record RedriveRequest(
        CaseFilter filter,
        int maxRedrives,
        int most,
        String by,
        @Nullable String why,
        @Nullable MendedValue mended) {
    public static final int MAX_REDRIVES = 3;
    /** All in one transaction, and readers wait for its end. */
    public static final int MOST = 10_000;

    public RedriveRequest {
        if (maxRedrives < 1) {
            throw new IllegalArgumentException("maxRedrives: expected 1 or more, seen " + maxRedrives);
        }
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("limit: expected 1 to " + MOST + " in one replay, seen " + most);
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException("by is empty; it stays on record, so say who it is");
        }
        if (mended != null && filter.ids().size() != 1) {
            throw new IllegalArgumentException(
                    "a mended value is for one id, seen " + filter.ids().size() + " ids; name the one that it mends");
        }
    }
}
