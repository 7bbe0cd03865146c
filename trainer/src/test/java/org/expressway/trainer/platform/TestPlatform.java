package org.expressway.trainer.platform;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.trainer.topic.Endpoints;

/** A Kafka broker in this JVM with all topics, a registry in memory, and a folder for artifacts. */
public final class TestPlatform implements AutoCloseable {
    private final InMemoryRegistry registry;
    private final EmbeddedBroker broker;
    private final Path artifacts;
    private final KafkaProducer<String, byte[]> producer;

    public TestPlatform(Path dir) throws Exception {
        registry = new InMemoryRegistry();
        artifacts = dir.resolve("artifacts");
        broker = new EmbeddedBroker(dir.resolve("kafka"));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringSerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            new Provisioning(admin, endpoints().registry()).run(Provisioning.Settings.LOCAL);
        }
    }

    public Endpoints endpoints() {
        return new Endpoints(
                broker.bootstrap(), SchemaRegistry.at(registry.url()), new DirectoryArtifactStore(artifacts));
    }

    /** The trainer's options that name this platform. */
    public String[] options() {
        return new String[] {
            "--bootstrap", broker.bootstrap(), "--registry", registry.url(), "--artifacts", artifacts.toString()
        };
    }

    public <V extends SpecificRecord> void write(Topic<String, V> topic, String key, V value) {
        byte[] bytes = topic.valueSerde(endpoints().registry()).serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), key, bytes));
        producer.flush();
    }

    /** Deletes a topic and makes it again, empty. */
    public void recreate(Topic<String, ?> topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteTopics(List.of(topic.name())).all().get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !admin.listTopics().names().get().contains(topic.name()));
            new Provisioning(admin, endpoints().registry()).run(Provisioning.Settings.LOCAL);
        }
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
        registry.close();
    }
}
