package org.expressway.ingest.publish;

import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Provisioning;

/** A real broker in this JVM with all topics, the registry's protocol in memory, and a folder for artifacts. */
public final class TestPlatform implements AutoCloseable {
    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final EmbeddedBroker broker;
    private final Endpoints endpoints;

    public TestPlatform(Path directory) throws Exception {
        broker = new EmbeddedBroker(directory.resolve("kafka"));
        endpoints = new Endpoints(
                broker.bootstrap(), registry.client(), new DirectoryArtifactStore(directory.resolve("artifacts")));
        try (Admin admin = broker.admin()) {
            new Provisioning(admin, registry.client()).run(Provisioning.Settings.LOCAL);
        }
    }

    /** Kafka itself, to stop it and start it again. */
    public EmbeddedBroker broker() {
        return broker;
    }

    public Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        broker.close();
        registry.close();
    }
}
