package org.expressway.infra.local;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.HarmonizeJob;
import org.expressway.stream.past.PastReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HarmonizeJob through the changes of its reference. <b>Mutable</b>; one thread changes it, any may ask for the job.
 *
 * <p>When another reference is activated the job is taken down and resumed from its newest checkpoint with the new one: open
 * batches keep the reference that they were opened under. Where the activation asks for a replay, a new lineage of the job
 * begins with the first raw sample; it has checkpoints of its own, so that a restart goes on with it and never begins it twice.
 */
final class Harmonizing {
    private static final Logger LOG = LoggerFactory.getLogger(Harmonizing.class);

    private final PlatformSettings settings;
    private final PlatformFile endpoints;
    private final LocalFlink flink;
    private volatile @Nullable RunningJob submitted;
    private String running = "";
    private long epoch;
    private long lineage;
    private boolean startAnew;

    Harmonizing(PlatformSettings settings, PlatformFile endpoints, LocalFlink flink) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.flink = flink;
        this.startAnew = settings.fromRaw();
    }

    /** The job, once a reference is active. */
    Optional<RunningJob> job() {
        return Optional.ofNullable(submitted);
    }

    /** Corrected records are there, but no checkpoint: going on would emit them all again. That must be asked for. */
    void refuseDataWithoutCheckpoint(ReferenceBoard board) {
        JobSettings job = job(board.replayEpoch());
        if (startAnew || CheckpointStore.newest(flink.checkpoints(job)).isPresent()) {
            return;
        }
        AtomicBoolean found = new AtomicBoolean();
        corrected().toEnd(read -> {
            CorrectedSample sample = read.value();
            found.compareAndSet(false, sample != null && sample.getEpoch() >= job.lineage());
        });
        if (found.get()) {
            throw new PlatformException(
                    ("%s holds corrected samples but no complete checkpoint of HarmonizeJob; restore the folder flink/ from a "
                                    + "backup, or start with --from-raw to derive everything again from the raw samples")
                            .formatted(settings.directory()));
        }
    }

    /** Runs the job against this reference, unless it does, or did with a later one. */
    void against(ReferencePointer active) {
        boolean replay = active.getReplayEpoch() > lineage;
        boolean another = replay || !running.equals(active.getReferenceId());
        if (active.getEpoch() <= epoch || !another) {
            return;
        }
        endBefore(replay);
        LOG.info("harmonizing against reference {} of epoch {}", active.getReferenceId(), active.getEpoch());
        JobSettings job = job(active.getReplayEpoch())
                .withBegin(startAnew ? JobSettings.Begin.ANEW : JobSettings.Begin.NEWEST_CHECKPOINT);
        flink.forgetEarlierLineages(job);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink.configuration(job));
        HarmonizeJob.define(env, config(active));
        submitted = flink.submit(job, env);
        running = active.getReferenceId();
        epoch = active.getEpoch();
        lineage = active.getReplayEpoch();
        startAnew = false;
    }

    /** Before a replay nothing may be left open in Kafka: nobody would come back to commit it. */
    private void endBefore(boolean replay) {
        RunningJob before = submitted;
        if (before == null) {
            return;
        }
        if (replay) {
            Path scratch = flink.scratch("last-savepoint");
            try {
                before.stop(scratch);
                return;
            } catch (PlatformException e) {
                LOG.warn(
                        "{}; it is cancelled instead, and readers may wait for its last transaction to expire",
                        e.getMessage());
            } finally {
                Folders.delete(scratch);
            }
        }
        before.cancel();
    }

    private JobSettings job(long ofLineage) {
        return JobSettings.streaming(HarmonizeJob.NAME, settings.checkpointInterval())
                .withLineage(ofLineage)
                .withParallelism(settings.parallelism())
                .withState(settings.state());
    }

    private HarmonizeConfig config(ReferencePointer active) {
        return new HarmonizeConfig(
                        endpoints.bootstrap(),
                        endpoints.registry(),
                        endpoints.artifacts(),
                        active.getReferenceId(),
                        active.getEpoch(),
                        settings.batch(),
                        HarmonizeConfig.DUPLICATE_WINDOW)
                .withLineage(active.getReplayEpoch())
                .with(PastReader.read(endpoints.bootstrap(), SchemaRegistry.at(endpoints.registry())));
    }

    private TopicReader<CorrectedSample> corrected() {
        return new TopicReader<>(endpoints.bootstrap(), SchemaRegistry.at(endpoints.registry()), Topics.CORRECTED);
    }
}
