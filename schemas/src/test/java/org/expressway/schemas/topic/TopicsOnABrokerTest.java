package org.expressway.schemas.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.expressway.schemas.avro.GenePanel;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.ReferencePointer;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.UndecodableRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Provisioning and reading against a real broker. Each test of the reader has a topic of its own. */
class TopicsOnABrokerTest {
    @TempDir
    private static Path directory;

    private static EmbeddedBroker broker;
    private static InMemoryRegistry registry;
    private static Admin admin;
    private static List<String> created;

    @BeforeAll
    static void start() throws Exception {
        broker = new EmbeddedBroker(directory.resolve("kafka"));
        registry = new InMemoryRegistry();
        admin = broker.admin();
        created = provisioning().run(Provisioning.Settings.LOCAL);
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
        registry.close();
    }

    @Test
    void everyTopicIsCreatedOnceWithItsSchema() {
        assertThat(created)
                .containsExactlyInAnyOrderElementsOf(
                        Topics.all().stream().map(Topic::name).toList());
        assertThat(provisioning().run(Provisioning.Settings.LOCAL)).isEmpty();
        assertThat(Topics.all())
                .allSatisfy(topic -> assertThat(registry.compatibilityOf(RegistrySerde.subject(topic.name())))
                        .isEqualTo("FULL_TRANSITIVE"));
    }

    @Test
    void theBrokerKeepsWhatTheTopicSays() throws Exception {
        assertThat(configOf(Topics.RAW)).containsAllEntriesOf(Provisioning.config(Topics.RAW));
        assertThat(configOf(Topics.CORRECTED)).containsAllEntriesOf(Provisioning.config(Topics.CORRECTED));
    }

    @Test
    void anotherNumberOfPartitionsIsRefused() {
        assertThatThrownBy(() -> provisioning().run(new Provisioning.Settings(8, (short) 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 4 partitions, expected 8");
    }

    @Test
    void aReaderSeesEveryRecordToTheEndTombstonesToo() throws Exception {
        Label label = new RandomRecords(1).next(Label.class);
        for (int i = 0; i < 20; i++) {
            send(Topics.LABEL.name(), "A/S" + i, framed(Topics.LABEL, i == 7 ? null : label));
        }
        List<TopicReader.Read<Label>> seen = read(reader(Topics.LABEL));
        assertThat(seen).hasSize(20).extracting(TopicReader.Read::partition).contains(0, 1, 2, 3);
        assertThat(seen)
                .allSatisfy(
                        read -> assertThat(read.value()).isEqualTo(read.key().equals("A/S7") ? null : label));
    }

    @Test
    void anUndecodableRecordEndsAReadingUnlessItIsSkipped() throws Exception {
        GenePanel panel = new GenePanel("default", "id", 3, Instant.EPOCH);
        send(Topics.PANEL.name(), "default", framed(Topics.PANEL, panel));
        send(Topics.PANEL.name(), "broken", "not Avro".getBytes(UTF_8));
        send(Topics.PANEL.name(), "other", framed(Topics.PANEL, panel));
        assertThatThrownBy(() -> read(reader(Topics.PANEL))).isInstanceOf(UndecodableRecord.class);
        TopicReader<GenePanel> skipping = reader(Topics.PANEL).skippingUndecodable();
        assertThat(read(skipping)).extracting(TopicReader.Read::key).containsExactly("default", "other");
        assertThat(skipping.undecodable()).isEqualTo(1);
    }

    @Test
    void whatIsNotCommittedIsNotRead() throws Exception {
        ReferencePointer pointer = new RandomRecords(1).next(ReferencePointer.class);
        byte[] bytes = framed(Topics.REFERENCE, pointer);
        Map<String, Object> transactional = Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id", "t");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(transactional, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.REFERENCE.name(), "committed", bytes));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.REFERENCE.name(), "aborted", bytes));
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(Topics.REFERENCE.name(), "open", bytes))
                    .get();
            assertThat(read(reader(Topics.REFERENCE)))
                    .extracting(TopicReader.Read::key)
                    .containsExactly("committed");
            producer.abortTransaction();
        }
    }

    @Test
    void followingGoesOnUntilItIsToldToStop() throws Exception {
        byte[] bytes = framed(Topics.RUN, new RandomRecords(1).next(Topics.RUN.valueType()));
        send(Topics.RUN.name(), "first", bytes);
        List<String> seen = new ArrayList<>();
        reader(Topics.RUN).follow(Duration.ofMillis(50), () -> seen.size() < 2, read -> {
            seen.add(read.key());
            if (seen.size() == 1) {
                send(Topics.RUN.name(), "second", bytes);
            }
        });
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    void aTopicThatIsNotThereIsSaidSo() {
        Topic<String, Label> missing =
                new Topic<>("no.such.topic", Topics.LABEL.keySerde(), Label.class, Topic.Kept.COMPACTED, true);
        assertThatThrownBy(() -> read(reader(missing)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no.such.topic")
                .hasMessageContaining("topics create");
    }

    private static Provisioning provisioning() {
        return new Provisioning(admin, registry.client());
    }

    private static Map<String, String> configOf(Topic<String, ?> topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Map<String, String> config = new HashMap<>();
        admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .entries()
                .forEach(entry -> config.put(entry.name(), entry.value()));
        return config;
    }

    private static <V extends SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(broker.bootstrap(), registry.client(), topic);
    }

    private static <V extends SpecificRecord> List<TopicReader.Read<V>> read(TopicReader<V> reader) {
        List<TopicReader.Read<V>> seen = new ArrayList<>();
        reader.toEnd(seen::add);
        return seen;
    }

    private static <V extends SpecificRecord> byte @Nullable [] framed(Topic<String, V> topic, @Nullable V value) {
        return topic.valueSerde(registry.client()).serialize(topic.name(), value);
    }

    private static void send(String topic, String key, byte @Nullable [] value) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringSerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>(topic, key, value));
            sent.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
