package org.expressway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.infra.local.LocalBroker;
import org.expressway.infra.local.LocalRegistry;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.ReleaseBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.scorer.Scorer;
import org.expressway.scorer.ScorerConfig;
import org.jspecify.annotations.Nullable;

/** A broker, a registry, an artifact store and, where wanted, a scorer, on which a test may do what it likes. */
final class ScorerAlone implements AutoCloseable {
    private final Path folder;
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private @Nullable Scorer scorer;

    private ScorerAlone(Path folder) {
        this.folder = folder;
        this.broker = LocalBroker.start(folder.resolve("kafka"));
        this.registry = LocalRegistry.start(folder.resolve("registry"), folder);
        command("topics", "create");
    }

    static ScorerAlone start() throws IOException {
        ScorerAlone lab = withoutScorer();
        lab.scorer = Scorer.start(new ScorerConfig(
                lab.broker.bootstrapServers(), lab.registry.url(), lab.artifacts(), "subtype", lab.state(), 1));
        return lab;
    }

    /** Scorers are the test's own to start, as processes. */
    static ScorerAlone withoutScorer() throws IOException {
        return new ScorerAlone(Files.createTempDirectory("expressway-scorer"));
    }

    /** Starts a scorer as a process of its own, with the state that the one before it has left. */
    ScorerProcess scorerProcess() throws IOException {
        return ScorerProcess.start(endpoints(), state(), folder.resolve("scorer.log"));
    }

    private Path state() {
        return folder.resolve("streams");
    }

    private Path artifacts() {
        return folder.resolve("artifacts");
    }

    ArtifactStore store() {
        return new DirectoryArtifactStore(artifacts());
    }

    /** Runs a command against it; it must succeed. */
    Answer command(String... arguments) {
        return answer(arguments).ok();
    }

    /** Runs a command against it. */
    Answer answer(String... arguments) {
        Stream<String> where = Stream.of(
                "--bootstrap",
                broker.bootstrapServers(),
                "--registry",
                registry.url(),
                "--artifacts",
                artifacts().toString());
        return Command.here(Stream.concat(Stream.of(arguments), where).toArray(String[]::new));
    }

    PlatformFile endpoints() {
        return new PlatformFile(
                broker.bootstrapServers(),
                registry.url(),
                artifacts().toString(),
                "",
                ProcessHandle.current().pid(),
                Instant.now().toString());
    }

    /** Stores a bundle. @return its digest */
    String store(ModelBundle bundle) throws IOException {
        return store().put(new RecordArtifact<>(ModelBundle.class).write(bundle));
    }

    /** Releases a stored bundle in place of the one that {@code known} is of. */
    void release(ModelRelease known, String bundle, ReleaseAlias alias) {
        ModelRelease release = ModelRelease.newBuilder(known)
                .setBundleSha256(bundle)
                .setAlias(alias)
                .setPreviousBundleSha256(null)
                .build();
        put(Topics.RELEASE, List.of(new Keyed<>(ReleaseBoard.key(release), release)));
    }

    void send(Collection<CorrectedSample> samples) {
        put(
                Topics.CORRECTED,
                samples.stream()
                        .map(sample -> new Keyed<>(Keys.of(sample.getSite(), sample.getSampleId()), sample))
                        .toList());
    }

    /** One record with its key. */
    record Keyed<V>(String key, V value) {}

    /** Writes records, all of them or none. */
    <V extends SpecificRecord> void put(Topic<String, V> topic, Collection<Keyed<V>> records) {
        try (AtomicWriter writer = AtomicWriter.ofMany(broker.bootstrapServers(), SchemaRegistry.at(registry.url()))) {
            writer.commit(transaction -> records.forEach(each -> transaction.put(topic, each.key(), each.value())));
        }
    }

    @Override
    public void close() throws Exception {
        if (scorer != null) {
            scorer.close();
        }
        registry.close();
        broker.close();
        Trash.delete(folder);
    }
}
