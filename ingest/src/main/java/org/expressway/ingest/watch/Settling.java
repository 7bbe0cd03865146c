package org.expressway.ingest.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows since when each delivery has not changed, by this machine's own steady clock: a share's times may be off by hours.
 */
final class Settling {
    private record Seen(String fingerprint, long since) {}

    private final long settle;
    private final Map<String, Seen> seen = new HashMap<>();

    Settling(Duration settle) {
        this.settle = settle.toNanos();
    }

    /** Whether a delivery has looked like this for long enough; {@code now} as System.nanoTime gives it. */
    boolean settled(String name, String fingerprint, long now) {
        Seen before = seen.get(name);
        if (before == null || !before.fingerprint().equals(fingerprint)) {
            before = new Seen(fingerprint, now);
            seen.put(name, before);
        }
        return now - before.since() >= settle;
    }

    void forget(String name) {
        seen.remove(name);
    }
}
