package org.expressway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.infra.local.LocalBroker;
import org.expressway.infra.local.LocalRegistry;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.scorer.Scorer;
import org.expressway.scorer.ScorerConfig;

/** A broker, a registry, an artifact store and a scorer, on which a test may do what it likes. */
final class ScorerAlone implements AutoCloseable {
    private final Path folder;
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final Scorer scorer;

    private ScorerAlone(Path folder) {
        this.folder = folder;
        this.broker = LocalBroker.start(folder.resolve("kafka"));
        this.registry = LocalRegistry.start(folder.resolve("registry"), folder);
        command("topics", "create");
        this.scorer = Scorer.start(new ScorerConfig(
                broker.bootstrapServers(), registry.url(), artifacts(), "subtype", folder.resolve("streams"), 1));
    }

    static ScorerAlone start() throws IOException {
        return new ScorerAlone(Files.createTempDirectory("expressway-scorer"));
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
        scorer.close();
        registry.close();
        broker.close();
        Trash.delete(folder);
    }
}
