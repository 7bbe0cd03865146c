package org.expressway.infra.local;

import static org.expressway.infra.local.LoopbackPorts.HOST;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What the cluster and its jobs are told; see RATIONALE.md. */
final class FlinkSettings {
    private static final int RETAINED = 3;

    private FlinkSettings() {}

    static Configuration ofCluster(Path scratch) {
        return new Configuration()
                .set(RestOptions.ADDRESS, HOST)
                .set(RestOptions.BIND_ADDRESS, HOST)
                .set(RestOptions.BIND_PORT, "0")
                .set(WebOptions.SUBMIT_ENABLE, false)
                .set(WebOptions.CANCEL_ENABLE, false)
                .set(CoreOptions.TMP_DIRS, scratch.toAbsolutePath().toString())
                .set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false)
                .set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED)
                .set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128))
                .set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64))
                .set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    }

    static Configuration ofJob(JobSettings settings, Path checkpoints) {
        Configuration job = new Configuration()
                .set(PipelineOptions.NAME, settings.name())
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism())
                .set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(5));
        putState(job, settings.state());
        putRestarts(job, settings.hasCheckpoints());
        if (settings.hasCheckpoints()) {
            putCheckpoints(job, settings.checkpointInterval(), checkpoints);
        }
        return job;
    }

    private static void putState(Configuration job, JobSettings.State state) {
        if (state == JobSettings.State.HEAP) {
            job.set(StateBackendOptions.STATE_BACKEND, "hashmap");
            return;
        }
        job.set(StateBackendOptions.STATE_BACKEND, "forst");
        job.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        // Without this ForSt keeps its working files in the checkpoint directory, as it does for remote storage.
        job.setString("state.backend.forst.primary-dir", "local");
    }

    /** A streaming job tries for ever, ever more slowly; a bounded one tells its failure. */
    private static void putRestarts(Configuration job, boolean forEver) {
        if (!forEver) {
            job.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
            return;
        }
        job.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        job.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
        job.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(10));
        job.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
    }

    private static void putCheckpoints(Configuration job, Duration interval, Path checkpoints) {
        job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, interval);
        // Where much is remembered a checkpoint takes longer than its interval; without a pause there would always be
        // one.
        job.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, interval.dividedBy(2));
        job.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        job.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        job.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        job.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        job.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED);
    }
}
