package org.expressway.ingest.publish;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.wire.SchemaRegistry;

/** A real broker in this JVM with all topics, the registry's protocol in memory, and a folder for artifacts. */
final class TestPlatform implements AutoCloseable {
    private final StubRegistry registry = new StubRegistry();
    private final KafkaRaftServer broker;
    private final Endpoints endpoints;

    TestPlatform(Path directory) throws Exception {
        int port = freePort();
        endpoints = new Endpoints(
                "127.0.0.1:" + port,
                SchemaRegistry.at(registry.url()),
                new DirectoryArtifactStore(directory.resolve("artifacts")));
        Path log = directory.resolve("kafka");
        format(log);
        broker = new KafkaRaftServer(new KafkaConfig(settings(log, port, freePort())), Time.SYSTEM);
        broker.startup();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints.bootstrapServers()))) {
            new Provisioning(admin, endpoints.registry()).run(Provisioning.Settings.LOCAL);
        }
    }

    Endpoints endpoints() {
        return endpoints;
    }

    @Override
    public void close() {
        broker.shutdown();
        broker.awaitShutdown();
        registry.close();
    }

    private static void format(Path directory) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Properties settings(Path directory, int port, int controller) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "log.dirs",
                directory.toString(),
                "controller.quorum.voters",
                "1@127.0.0.1:" + controller,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller),
                "advertised.listeners",
                "PLAINTEXT://127.0.0.1:%d".formatted(port),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"));
        settings.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "message.max.bytes", String.valueOf(4 << 20)));
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
