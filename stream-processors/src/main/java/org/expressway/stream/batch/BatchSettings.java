package org.expressway.stream.batch;

import java.io.Serializable;
import java.time.Duration;

/**
 * When batches close, and how.
 *
 * @param batchTimeout a batch that brings no sample for this long is closed by the job
 * @param closeGrace how long a closed run waits for members that have not arrived, counted from its newest sample
 * @param sliceSize FINAL records emitted before other work (checkpoints, other batches) gets its turn
 * @param maxBatchSize samples that an open batch holds; those beyond are refused. It bounds the longest fit, see RATIONALE.md
 */
public record BatchSettings(Duration batchTimeout, Duration closeGrace, int sliceSize, int maxBatchSize)
        implements Serializable {
    public BatchSettings {
        if (batchTimeout.isNegative() || batchTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "batchTimeout: expected more than nothing, as PT30M, seen " + batchTimeout);
        }
        if (closeGrace.isNegative()) {
            throw new IllegalArgumentException("closeGrace: expected nothing or more, as PT60S, seen " + closeGrace);
        }
        if (sliceSize < 1) {
            throw new IllegalArgumentException("sliceSize: expected 1 or more records, seen " + sliceSize);
        }
        if (maxBatchSize < 1) {
            throw new IllegalArgumentException("maxBatchSize: expected 1 or more samples, seen " + maxBatchSize);
        }
    }

    public static final BatchSettings DEFAULTS =
            new BatchSettings(Duration.ofMinutes(30), Duration.ofSeconds(60), 32, 4096);

    public BatchSettings withMaxBatchSize(int other) {
        return new BatchSettings(batchTimeout, closeGrace, sliceSize, other);
    }
}
