package org.expressway.schemas.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.GenePanel;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over HTTP, against the registry's protocol in memory. */
class RegistrySerdeTest {
    private InMemoryRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = InMemoryRegistry.withTopics();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    static List<Topic<String, ?>> topics() {
        return Topics.all();
    }

    @ParameterizedTest
    @MethodSource("topics")
    <V extends SpecificRecord> void everyRecordComesBackAsItWent(Topic<String, V> topic) {
        RegistrySerde<V> writer = topic.valueSerde(registry.client());
        RegistrySerde<V> reader = topic.valueSerde(registry.client());
        for (int seed = 0; seed < 50; seed++) {
            V record = new RandomRecords(seed).next(topic.valueType());
            byte[] bytes = writer.serialize(topic.name(), record);
            assertThat(reader.deserialize(topic.name(), bytes))
                    .as("seed " + seed)
                    .isEqualTo(record);
        }
    }

    @Test
    void aRecordBeginsWithAZeroAndItsSchemasId() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        byte[] bytes = serde.serialize(Topics.LABEL.name(), label());
        int id = registry.client().idOf(RegistrySerde.subject(Topics.LABEL.name()), Label.getClassSchema());
        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(id);
    }

    @Test
    void aTombstoneStaysNull() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        assertThat(serde.serialize(Topics.LABEL.name(), null)).isNull();
        assertThat(serde.deserialize(Topics.LABEL.name(), null)).isNull();
    }

    @Test
    void idsAreAskedForOnce() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        byte[] bytes = serde.serialize(Topics.LABEL.name(), label());
        serde.deserialize(Topics.LABEL.name(), bytes);
        int before = registry.requests();
        for (int i = 0; i < 100; i++) {
            serde.deserialize(Topics.LABEL.name(), serde.serialize(Topics.LABEL.name(), label()));
        }
        assertThat(registry.requests()).isEqualTo(before);
    }

    @Test
    void anUnknownIdIsAFaultOfTheRecordAndAskedForOnce() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(999)))
                .isInstanceOf(UndecodableRecord.class)
                .hasMessageContaining("999");
        int before = registry.requests();
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(999)))
                .isInstanceOf(UndecodableRecord.class);
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(-2)))
                .isInstanceOf(UndecodableRecord.class);
        assertThat(registry.requests()).isEqualTo(before);
    }

    @Test
    void aRegistryThatIsDownIsNoFaultOfTheRecord() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        registry.broken(true);
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(888)))
                .isInstanceOf(RegistryUnavailable.class)
                .hasMessageContaining(registry.url());
        registry.broken(false);
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(888)))
                .isInstanceOf(UndecodableRecord.class);
        registry.close();
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(889)))
                .isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void anotherRecordsSchemaIsAFaultOfTheRecord() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        byte[] panel = Topics.PANEL
                .valueSerde(registry.client())
                .serialize(Topics.PANEL.name(), new RandomRecords(1).next(GenePanel.class));
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), panel)).isInstanceOf(UndecodableRecord.class);
    }

    @Test
    void aWrongUrlIsNoFaultOfTheRecord() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(SchemaRegistry.at(registry.url() + "/wrong"));
        assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), framed(1)))
                .isInstanceOf(RegistryUnavailable.class);
    }

    @Test
    void aSchemaThatNobodyRegisteredIsNotWrittenWith() throws IOException {
        try (InMemoryRegistry empty = new InMemoryRegistry()) {
            RegistrySerde<Label> serde = Topics.LABEL.valueSerde(empty.client());
            assertThatThrownBy(() -> serde.serialize(Topics.LABEL.name(), label()))
                    .isInstanceOf(RegistryUnavailable.class)
                    .hasMessageContaining("topics create");
        }
    }

    @Test
    void bytesWithoutTheFrameAreUndecodable() {
        RegistrySerde<Label> serde = Topics.LABEL.valueSerde(registry.client());
        for (byte[] bytes : List.of(new byte[0], new byte[] {0, 0, 0}, "sample,batch".getBytes(UTF_8))) {
            assertThatThrownBy(() -> serde.deserialize(Topics.LABEL.name(), bytes))
                    .isInstanceOf(UndecodableRecord.class)
                    .hasMessageContaining("schema id");
        }
    }

    @Test
    void threadsMayShareASerdeWhileTwoVersionsPassThrough() throws Exception {
        RegistrySerde<CorrectedSample> serde = Topics.CORRECTED.valueSerde(registry.client());
        CorrectedSample sample = new RandomRecords(1).next(CorrectedSample.class);
        byte[] ours = serde.serialize(Topics.CORRECTED.name(), sample);
        byte[] newer = Versions.withExtraField(registry.client(), Topics.CORRECTED, sample);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> reads = () -> {
                for (int i = 0; i < 2_000; i++) {
                    assertThat(serde.deserialize(Topics.CORRECTED.name(), i % 2 == 0 ? ours : newer))
                            .isEqualTo(sample);
                }
                return null;
            };
            for (Future<Void> done :
                    threads.invokeAll(IntStream.range(0, 4).mapToObj(t -> reads).toList())) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static byte[] framed(int id) {
        return ByteBuffer.allocate(20).put((byte) 0).putInt(id).array();
    }

    private static Label label() {
        return new RandomRecords(3).next(Label.class);
    }
}
