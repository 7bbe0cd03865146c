package org.expressway.trainer.platform;

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
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.trainer.topic.Endpoints;

/** A Kafka broker in this JVM with all topics, a stub of the registry, and a folder for artifacts. */
public final class TestPlatform implements AutoCloseable {
    private final StubRegistry registry = new StubRegistry();
    private final KafkaRaftServer broker;
    private final String bootstrap;
    private final Path artifacts;
    private final KafkaProducer<String, byte[]> producer;

    public TestPlatform(Path dir) throws Exception {
        int port = freePort();
        int controller = freePort();
        bootstrap = "127.0.0.1:" + port;
        artifacts = dir.resolve("artifacts");
        format(dir.resolve("kafka"));
        broker = new KafkaRaftServer(new KafkaConfig(settings(dir.resolve("kafka"), port, controller)), Time.SYSTEM);
        broker.startup();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            new Provisioning(admin, endpoints().registry()).run(Provisioning.Settings.LOCAL);
        }
    }

    public Endpoints endpoints() {
        return new Endpoints(bootstrap, SchemaRegistry.at(registry.url()), new DirectoryArtifactStore(artifacts));
    }

    /** The trainer's options that name this platform. */
    public String[] options() {
        return new String[] {"--bootstrap", bootstrap, "--registry", registry.url(), "--artifacts", artifacts.toString()
        };
    }

    public <V extends SpecificRecord> void write(Topic<String, V> topic, String key, V value) {
        byte[] bytes = topic.valueSerde(endpoints().registry()).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes));
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        broker.shutdown();
        broker.awaitShutdown();
        registry.close();
    }

    private static void format(Path dir) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(dir.toString())
                .setMetadataLogDirectory(dir.toString())
                .setControllerListenerName("CONTROLLER")
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Properties settings(Path dir, int port, int controller) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", dir.toString(),
                "controller.quorum.voters", "1@127.0.0.1:" + controller,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controller),
                "advertised.listeners", "PLAINTEXT://127.0.0.1:%d".formatted(port),
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "auto.create.topics.enable", "false"));
        settings.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "2",
                "message.max.bytes", String.valueOf(4 << 20)));
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
