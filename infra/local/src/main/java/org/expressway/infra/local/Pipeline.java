package org.expressway.infra.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.scorer.Scorer;
import org.expressway.scorer.ScorerConfig;
import org.expressway.scorer.drift.DriftSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows what is announced: has HarmonizeJob run against the active reference, and the scorer once a champion exists. */
public final class Pipeline implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final PlatformSettings settings;
    private final PlatformFile endpoints;
    private final Path streamsDir;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Thread references = new Thread(this::followReferences, "follow-references");
    private final Thread releases = new Thread(this::followReleases, "follow-releases");
    private volatile @Nullable Scorer scorer;
    private final ReferenceBoard board = new ReferenceBoard();
    private final Harmonizing harmonizing;
    /** Read at the start: a setting that is none must not stop a platform which already takes samples. */
    private final DriftSettings drift = DriftSettings.asSetBy(System.getenv());

    Pipeline(PlatformSettings settings, PlatformFile endpoints, LocalFlink flink, Path streamsDir) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.streamsDir = streamsDir;
        this.harmonizing = new Harmonizing(settings, endpoints, flink);
    }

    void start() {
        reader(Topics.REFERENCE).toEnd(board::accept);
        harmonizing.refuseDataWithoutCheckpoint(board);
        references.start();
        releases.start();
    }

    /** HarmonizeJob, once a reference is active. */
    public Optional<RunningJob> harmonize() {
        return harmonizing.job();
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
        harmonizing.job().ifPresent(RunningJob::cancel);
    }

    /** Begins with the reference that is active now: those before it, which following shows again, are history. */
    private void followReferences() {
        try {
            board.active().ifPresent(harmonizing::against);
        } catch (RuntimeException e) {
            fail(e);
            return;
        }
        follow(Topics.REFERENCE, read -> {
            board.accept(read);
            board.active().ifPresent(harmonizing::against);
        });
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
                        1)
                .with(drift));
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
