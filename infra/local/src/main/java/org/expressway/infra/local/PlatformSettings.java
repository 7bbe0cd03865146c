package org.expressway.infra.local;

import java.nio.file.Path;
import java.time.Duration;
import org.expressway.stream.batch.BatchSettings;

/**
 * How {@link LocalPlatform} runs.
 *
 * @param directory holds everything the platform keeps
 * @param partitions of the topics keyed by sample; fixed at the first start
 * @param checkpointInterval of HarmonizeJob; a corrected record becomes visible at the next checkpoint
 * @param parallelism of HarmonizeJob; may change from one start to the next
 * @param state where HarmonizeJob keeps its keyed state
 * @param batch when batches close by themselves
 * @param fromRaw derive everything again from the raw topic, forgetting the job's checkpoints
 * @param model name of the model whose champion scores
 */
public record PlatformSettings(
        Path directory,
        int partitions,
        Duration checkpointInterval,
        int parallelism,
        JobSettings.State state,
        BatchSettings batch,
        boolean fromRaw,
        String model) {

    public static PlatformSettings in(Path directory) {
        return new PlatformSettings(
                directory,
                4,
                Duration.ofMillis(500),
                1,
                JobSettings.State.HEAP,
                BatchSettings.DEFAULTS,
                false,
                "subtype");
    }

    public PlatformSettings withBatch(BatchSettings other) {
        return new PlatformSettings(
                directory, partitions, checkpointInterval, parallelism, state, other, fromRaw, model);
    }

    public PlatformSettings withState(JobSettings.State other) {
        return new PlatformSettings(
                directory, partitions, checkpointInterval, parallelism, other, batch, fromRaw, model);
    }

    public PlatformSettings withCheckpointInterval(Duration other) {
        return new PlatformSettings(directory, partitions, other, parallelism, state, batch, fromRaw, model);
    }

    public PlatformSettings withFromRaw(boolean other) {
        return new PlatformSettings(directory, partitions, checkpointInterval, parallelism, state, batch, other, model);
    }

    public PlatformSettings withParallelism(int other) {
        return new PlatformSettings(directory, partitions, checkpointInterval, other, state, batch, fromRaw, model);
    }
}
