package org.expressway.stream.batch;

import java.io.Serializable;
import java.time.Duration;

/**
 * @param batchTimeout a batch that brings no sample for this long is closed by the job
 * @param closeGrace how long a closed run waits for members that have not arrived, counted from its newest sample
 * @param sliceSize FINAL records emitted before other work (checkpoints, other batches) gets its turn
 */
public record BatchSettings(Duration batchTimeout, Duration closeGrace, int sliceSize) implements Serializable {
    public static final BatchSettings DEFAULTS = new BatchSettings(Duration.ofMinutes(30), Duration.ofSeconds(60), 32);
}
