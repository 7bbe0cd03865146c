package org.expressway.infra.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.scorer.Scorer;
import org.expressway.scorer.ScorerConfig;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.HarmonizeJob;
import org.expressway.stream.past.PastReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows what is announced: runs HarmonizeJob against the active reference, and the scorer once a champion exists. When
 * another reference is activated the job is taken down and resumed from its newest checkpoint with the new one: open
 * batches keep the reference that they were opened under. Where the activation asks for a replay, a new lineage of the job
 * begins with the first raw sample; it has checkpoints of its own, so that a restart goes on with it and never begins it twice.
 */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final PlatformSettings settings;
    private final PlatformFile endpoints;
    private final LocalFlink flink;
    private final Path streamsDir;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Thread references = new Thread(this::followReferences, "follow-references");
    private final Thread releases = new Thread(this::followReleases, "follow-releases");
    private volatile @Nullable RunningJob harmonize;
    private volatile @Nullable Scorer scorer;
    private final ReferenceBoard board = new ReferenceBoard();
    private String running = "";
    private long epoch;
    private long lineage;
    private boolean startAnew;

    Pipeline(PlatformSettings settings, PlatformFile endpoints, LocalFlink flink, Path streamsDir) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.flink = flink;
        this.streamsDir = streamsDir;
        this.startAnew = settings.fromRaw();
    }

    void start() {
        reader(Topics.REFERENCE).toEnd(board::accept);
        refuseDataWithoutCheckpoint();
        references.start();
        releases.start();
    }

    /** HarmonizeJob, once a reference is active. */
    public Optional<RunningJob> harmonize() {
        return Optional.ofNullable(harmonize);
    }

    /** The scorer, once a model has been released. */
    public Optional<Scorer> scorer() {
        return Optional.ofNullable(scorer);
    }

    CompletableFuture<Void> failure() {
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        open.set(false);
        references.join();
        releases.join();
        Scorer scoring = scorer;
        if (scoring != null) {
            scoring.close();
        }
        RunningJob job = harmonize;
        if (job != null) {
            job.cancel();
        }
    }

    /** Corrected records are there, but no checkpoint: going on would emit them all again. That must be asked for. */
    private void refuseDataWithoutCheckpoint() {
        JobSettings job = job(board.replayEpoch());
        if (startAnew || CheckpointStore.newest(flink.checkpoints(job)).isPresent()) {
            return;
        }
        AtomicBoolean found = new AtomicBoolean();
        reader(Topics.CORRECTED).toEnd(read -> {
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

    /** Begins with the reference that is active now: those before it, which following shows again, are history. */
    private void followReferences() {
        try {
            board.active().ifPresent(this::harmonizeAgainst);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        follow(Topics.REFERENCE, read -> {
            board.accept(read);
            board.active().ifPresent(this::harmonizeAgainst);
        });
    }

    private void harmonizeAgainst(ReferencePointer active) {
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
        harmonize = flink.submit(job, env);
        running = active.getReferenceId();
        epoch = active.getEpoch();
        lineage = active.getReplayEpoch();
        startAnew = false;
    }

    /** Before a replay nothing may be left open in Kafka: nobody would come back to commit it. */
    private void endBefore(boolean replay) {
        RunningJob before = harmonize;
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

    private void followReleases() {
        follow(Topics.RELEASE, read -> {
            ModelRelease release = read.value();
            boolean champion = release != null
                    && release.getAlias() == ReleaseAlias.CHAMPION
                    && release.getModel().equals(settings.model());
            if (champion && scorer == null) {
                startScorer();
            }
        });
    }

    private void startScorer() {
        LOG.info("the first champion was released: the scorer starts");
        Scorer started = Scorer.start(new ScorerConfig(
                endpoints.bootstrap(),
                endpoints.registry(),
                Path.of(endpoints.artifacts()),
                settings.model(),
                streamsDir,
                1));
        started.onFailure(() -> fail(new PlatformException("the scorer has stopped; the log says why")));
        scorer = started;
    }

    private <V extends SpecificRecord> void follow(Topic<String, V> topic, Consumer<TopicReader.Read<V>> each) {
        try {
            reader(topic).follow(LOOK, open::get, each);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private <V extends SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(endpoints.bootstrap(), SchemaRegistry.at(endpoints.registry()), topic);
    }

    /** A part has failed for good, unless all of this is being closed anyway. */
    void fail(RuntimeException fault) {
        if (!open.get()) {
            return;
        }
        LOG.error("the platform has failed: {}", fault.getMessage(), fault);
        failure.completeExceptionally(fault);
    }
}
