package org.expressway.stream.batch;

import java.time.Duration;
import java.time.Instant;

/**
 * One event in the life of a batch: whose it is, what the batch holds, when it is, and where to speak.
 *
 * @param batchKey site/batchId
 * @param runningSince when this process began to hear events; while it did not run, no batch was quiet
 */
record Turn(String batchKey, BatchMembers members, Instant now, Instant runningSince, BatchOutput out) {
    void wakeIn(Duration delay) {
        out.wakeAt(now.plus(delay));
    }
}
