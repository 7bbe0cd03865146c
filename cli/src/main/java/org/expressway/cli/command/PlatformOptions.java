package org.expressway.cli.command;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.cli.UnreachablePlatform;
import org.expressway.infra.local.PlatformException;
import org.expressway.infra.local.PlatformFile;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.schemas.artifact.ArtifactStore;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.topic.ReferenceBoard;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the platform is: on this machine below a data directory, or anywhere by its addresses. */
public final class PlatformOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = "${env:EXPRESSWAY_DATA_DIR:-.expressway}",
            description = "Data directory of a platform on this machine (default: ${DEFAULT-VALUE}).")
    private Path dataDir = Path.of(".expressway");

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Kafka elsewhere; needs --registry and --artifacts too.")
    private @Nullable String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "Schema registry elsewhere.")
    private @Nullable String registry;

    @Option(names = "--artifacts", paramLabel = "DIR", description = "Artifact store elsewhere.")
    private @Nullable String artifacts;

    /** For a command that has its platform in its own process. */
    public static PlatformOptions of(PlatformFile platform, Path dataDir) {
        PlatformOptions options = new PlatformOptions();
        options.dataDir = dataDir;
        options.bootstrap = platform.bootstrap();
        options.registry = platform.registry();
        options.artifacts = platform.artifacts();
        return options;
    }

    public Path dataDir() {
        return dataDir;
    }

    /**
     * The platform's addresses.
     *
     * @throws UnreachablePlatform when none runs on the data directory
     */
    public PlatformFile platform() {
        if (bootstrap != null && registry != null && artifacts != null) {
            return new PlatformFile(
                    bootstrap,
                    registry,
                    artifacts,
                    "",
                    ProcessHandle.current().pid(),
                    java.time.Instant.now().toString());
        }
        if (bootstrap != null || registry != null || artifacts != null) {
            throw new IllegalArgumentException(
                    "--bootstrap, --registry and --artifacts belong together; give all three");
        }
        try {
            return PlatformFile.read(dataDir);
        } catch (PlatformException e) {
            throw new UnreachablePlatform(String.valueOf(e.getMessage()), e);
        }
    }

    public SchemaRegistry schemas() {
        return SchemaRegistry.at(platform().registry());
    }

    public ArtifactStore artifactStore() {
        return new DirectoryArtifactStore(Path.of(platform().artifacts()));
    }

    public Endpoints endpoints() {
        return new Endpoints(platform().bootstrap(), schemas(), artifactStore());
    }

    public Clock clock() {
        return Clock.systemUTC();
    }

    public Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                platform().bootstrap(),
                "default.api.timeout.ms",
                "15000",
                "request.timeout.ms",
                "10000"));
    }

    public <V extends SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(platform().bootstrap(), schemas(), topic);
    }

    /** All references and which one is active. */
    public ReferenceBoard references() {
        ReferenceBoard board = new ReferenceBoard();
        reader(Topics.REFERENCE).toEnd(board::accept);
        return board;
    }
}
