package org.expressway.infra.local;

import java.util.Optional;
import org.apache.flink.api.common.JobStatus;

/**
 * How a job is at one moment.
 *
 * @param completedCheckpoints since this start of the job
 * @param failedCheckpoints since this start of the job, with those refused because a task was still starting
 * @param failure the newest failure, from which the job may have recovered since
 */
public record JobHealth(
        String name,
        JobStatus status,
        long completedCheckpoints,
        long failedCheckpoints,
        Optional<Checkpoint> newestCheckpoint,
        Optional<String> failure) {

    /**
     * A completed checkpoint.
     *
     * @param durationMillis from its trigger to its last acknowledgement
     * @param bytes size of its whole state
     * @param completedAtMillis milliseconds since the epoch
     */
    public record Checkpoint(long number, long durationMillis, long bytes, long completedAtMillis) {}
}
