package org.expressway.infra.local;

import static org.expressway.infra.local.LoopbackPorts.HOST;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this JVM, whose jobs resume over restarts.
 *
 * <pre>{@code
 * Configuration configuration = flink.configuration(settings);
 * StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
 * ... build the job ...
 * RunningJob job = flink.submit(settings, environment);
 * }</pre>
 */
public final class LocalFlink implements AutoCloseable {
    private final Path dir;
    private final int slots;
    private final MiniCluster cluster;

    private LocalFlink(Path dir, int slots, MiniCluster cluster) {
        this.dir = dir;
        this.slots = slots;
        this.cluster = cluster;
    }

    /** Starts with two slots: one for the job without end, one for a bounded job beside it. */
    public static LocalFlink start(Path dir) {
        return start(dir, 2);
    }

    /**
     * Starts one task manager; checkpoints and temporary files are kept below {@code dir}.
     *
     * @throws PlatformException when the cluster cannot start
     */
    public static LocalFlink start(Path dir, int slots) {
        Path scratch = dir.resolve(".scratch");
        Folders.delete(scratch);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(FlinkSettings.ofCluster(scratch))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setCommonBindAddress(HOST)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new PlatformException("the Flink cluster did not start: " + Waiting.rootMessage(e), e);
        }
        return new LocalFlink(dir, slots, cluster);
    }

    /** Base URL of Flink's REST API. */
    public String restUrl() {
        URI address = Waiting.on("the address of Flink's REST API", cluster.getRestAddress());
        return address.toString();
    }

    /** The directory of the checkpoints of the job {@code name}, for {@link CheckpointStore#newest}. */
    public Path checkpoints(String name) {
        return dir.resolve(name).resolve("checkpoints");
    }

    /** The directory of the checkpoints of one lineage of a job. */
    public Path checkpoints(JobSettings settings) {
        return checkpoints(settings.directory());
    }

    /** A directory for what need not outlast this process. */
    Path scratch(String name) {
        return dir.resolve(".scratch").resolve(name);
    }

    /** Deletes the checkpoints of the lineages before this one, once it has one of its own to resume from. */
    void forgetEarlierLineages(JobSettings settings) {
        if (CheckpointStore.newest(checkpoints(settings)).isEmpty()) {
            return;
        }
        for (long earlier = 0; earlier < settings.lineage(); earlier++) {
            Folders.delete(dir.resolve(settings.withLineage(earlier).directory()));
        }
    }

    /** What the job's {@link StreamExecutionEnvironment} is to be made with. */
    public Configuration configuration(JobSettings settings) {
        return FlinkSettings.ofJob(settings, checkpoints(settings));
    }

    /**
     * Submits what has been built in {@code environment}, to begin as {@code settings} say; returns when the cluster has accepted it.
     *
     * @throws PlatformException when the cluster refuses the job
     */
    public RunningJob submit(JobSettings settings, StreamExecutionEnvironment environment) {
        StreamGraph graph = environment.getStreamGraph();
        if (graph.getMaximumParallelism() > slots) {
            throw new PlatformException(
                    "the job %s has an operator of parallelism %d, and the cluster %d slots; give it more or the job less"
                            .formatted(settings.name(), graph.getMaximumParallelism(), slots));
        }
        graph.setJobName(settings.name());
        graph.setJobId(new JobID());
        beginning(settings)
                .ifPresent(checkpoint -> graph.setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(checkpoint.toUri().toString())));
        var accepted = Waiting.on("the submission of job " + settings.name(), cluster.submitJob(graph));
        return new RunningJob(settings.name(), accepted.getJobID(), cluster);
    }

    /** Ends all jobs and the cluster; the jobs' checkpoints stay. */
    @Override
    public void close() {
        Waiting.on("the end of the Flink cluster", cluster.closeAsync());
    }

    private Optional<Path> beginning(JobSettings settings) {
        Path checkpoints = checkpoints(settings);
        if (settings.begin() == JobSettings.Begin.ANEW) {
            Folders.delete(checkpoints);
            return Optional.empty();
        }
        Optional<Path> newest = CheckpointStore.newest(checkpoints);
        newest.ifPresent(checkpoint -> CheckpointStore.keepRunOf(checkpoint, checkpoints));
        return newest;
    }
}
