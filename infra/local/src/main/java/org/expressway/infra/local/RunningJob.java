package org.expressway.infra.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.jspecify.annotations.Nullable;

/** A job on the {@link LocalFlink} that it was submitted to. */
public final class RunningJob {

    private final String name;
    private final JobID id;
    private final MiniCluster cluster;

    RunningJob(String name, JobID id, MiniCluster cluster) {
        this.name = name;
        this.id = id;
        this.cluster = cluster;
    }

    public String name() {
        return name;
    }

    /** Flink's id of this start of the job, as its REST API knows it. */
    public JobID id() {
        return id;
    }

    /** Asks the cluster; @throws PlatformException when it does not answer within 60 s. */
    public JobHealth health() {
        return health(name, Waiting.on("the state of job " + name, cluster.getExecutionGraph(id)));
    }

    /** Completes when the job has finished; fails with the job's own failure when it has failed or was cancelled. */
    public CompletableFuture<Void> finished() {
        return cluster.requestJobResult(id).thenAccept(result -> {
            try {
                result.toJobExecutionResult(RunningJob.class.getClassLoader());
            } catch (Exception e) {
                throw new PlatformException(
                        "the job %s has not finished: %s".formatted(name, Waiting.rootMessage(e)), e);
            }
        });
    }

    /** Ends the job and waits until it has ended; its checkpoints stay. */
    public void cancel() {
        Waiting.on("the cancelling of job " + name, cluster.cancelJob(id));
        Waiting.on("the end of job " + name, cluster.requestJobResult(id));
    }

    /**
     * Ends the job after everything that it has said is committed: nothing of it is left open in Kafka.
     *
     * @param scratch takes the savepoint that this makes, and may be deleted then
     * @throws PlatformException when the job cannot complete it, and goes on
     */
    public void stop(Path scratch) {
        Waiting.on(
                "the stop of job " + name,
                cluster.stopWithSavepoint(id, scratch.toUri().toString(), false, SavepointFormatType.NATIVE));
        Waiting.on("the end of job " + name, cluster.requestJobResult(id));
    }

    private static JobHealth health(String name, AccessExecutionGraph graph) {
        @Nullable CheckpointStatsSnapshot checkpoints = graph.getCheckpointStatsSnapshot();
        return new JobHealth(
                name,
                graph.getState(),
                checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints(),
                checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfFailedCheckpoints(),
                Optional.ofNullable(checkpoints)
                        .map(c -> c.getHistory().getLatestCompletedCheckpoint())
                        .map(RunningJob::checkpoint),
                Optional.ofNullable(graph.getFailureInfo())
                        .map(f -> f.getException().getFullStringifiedStackTrace()));
    }

    private static JobHealth.Checkpoint checkpoint(CompletedCheckpointStats stats) {
        return new JobHealth.Checkpoint(
                stats.getCheckpointId(),
                stats.getEndToEndDuration(),
                stats.getStateSize(),
                stats.getLatestAckTimestamp());
    }
}
