package org.expressway.ingest.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.expressway.ingest.Stop;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.TestPlatform;
import org.expressway.ingest.simulate.CohortSettings;
import org.expressway.ingest.simulate.SimulatedCohort;
import org.expressway.ingest.simulate.SimulatedRuns;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real broker. */
class SequencerTest {
    private static final int GENES = 400;
    private static final int RUN = 10;

    @TempDir
    private Path directory;

    private TestPlatform platform;
    private Endpoints endpoints;

    @BeforeEach
    void start() throws Exception {
        platform = new TestPlatform(directory);
        endpoints = platform.endpoints();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void sitesSendInTurnAndRunsCloseAsTheyFill() throws Exception {
        SequencerReport report = run(25, 1, 0);
        assertThat(report.samples()).isEqualTo(25);
        assertThat(report.labels()).isEqualTo(25);
        assertThat(reads(Topics.LABEL)).hasSize(25);
        assertThat(report.panelOfReference()).isFalse();
        List<TopicReader.Read<ExpressionSample>> raw = reads(Topics.RAW);
        assertThat(raw)
                .hasSize(25)
                .allSatisfy(read -> assertThat(read.value().getPanelId())
                        .isEqualTo(new Panel(SimulatedRuns.of(GENES, 2, RUN, 1).genes()).id()));
        Map<String, Integer> members = closed();
        assertThat(members)
                .containsOnly(
                        Map.entry("B/run1", 10),
                        Map.entry("C/run1", 10),
                        Map.entry("B/run2", 3),
                        Map.entry("C/run2", 2));
    }

    @Test
    void aSecondSimulatorGoesOnWithTheNextRuns() throws Exception {
        run(20, 0, 0);
        SequencerReport second = run(20, 0, 0);
        assertThat(second.runsClosed()).isEqualTo(2);
        assertThat(closed()).containsOnlyKeys("B/run1", "C/run1", "B/run2", "C/run2");
        assertThat(reads(Topics.RAW))
                .extracting(TopicReader.Read::key)
                .doesNotHaveDuplicates()
                .hasSize(40);
        assertThat(reads(Topics.LABEL)).isEmpty();
    }

    @Test
    void brokenRecordsComeAmongGoodOnes() throws Exception {
        SequencerReport report = run(10, 0, 1);
        assertThat(report.broken()).isEqualTo(10);
        List<ConsumerRecord<byte[], byte[]>> all = bytes();
        assertThat(all).hasSize(20);
        assertThat(all.stream().filter(record -> new String(record.key()).contains("-broken")))
                .hasSize(10);
    }

    @Test
    void itEndsWhenItIsStoppedAndClosesWhatIsOpen() throws Exception {
        AtomicBoolean wish = new AtomicBoolean();
        SequencerSettings endless = new SequencerSettings(1000, Duration.ofMinutes(5), 1_000_000, 0, 0, 1);
        SequencerReport report = sequencer(endless, wish::get).run(seen -> wish.set(seen.samples() >= 3));
        int members = closed().values().stream().mapToInt(n -> n).sum();
        assertThat(report.samples()).isEqualTo(members).isGreaterThanOrEqualTo(3);
    }

    @Test
    void runsAreTheCohortsGenesAndAFunctionOfTheSeedAlone() {
        SimulatedRuns one = SimulatedRuns.of(GENES, 2, RUN, 7);
        SimulatedRuns other = SimulatedRuns.of(GENES, 5, RUN, 7);
        assertThat(one.genes())
                .isEqualTo(SimulatedCohort.of(CohortSettings.of(GENES, 60, 7)).genes());
        assertThat(one.run(1, 3).get(4).counts())
                .containsExactly(other.run(1, 3).get(4).counts());
        assertThat(one.run(1, 3).get(4).counts())
                .isNotEqualTo(
                        SimulatedRuns.of(GENES, 2, RUN, 8).run(1, 3).get(4).counts());
        assertThat(one.run(1, 3).get(7).subject())
                .isEqualTo(one.run(1, 2).get(7).subject());
        assertThat(one.run(1, 3).get(7).subtype())
                .isEqualTo(one.run(1, 2).get(7).subtype());
        assertThat(one.run(1, 3)).extracting(s -> s.sampleId()).doesNotHaveDuplicates();
    }

    private SequencerReport run(int samples, double labels, double faulty) throws Exception {
        return sequencer(new SequencerSettings(1000, Duration.ofMinutes(5), samples, labels, faulty, 1), Stop.NEVER)
                .run(seen -> {});
    }

    private Sequencer sequencer(SequencerSettings settings, Stop stop) throws Exception {
        SimulatedRuns runs = SimulatedRuns.of(GENES, 2, RUN, 1);
        assertThat(SequencerPanel.ofReference(endpoints)).isEmpty();
        SequencerPanel panel = SequencerPanel.registered(endpoints, runs, Clock.systemUTC());
        return new Sequencer(endpoints, Clock.systemUTC(), runs, panel, settings, stop);
    }

    private Map<String, Integer> closed() {
        Map<String, Integer> members = new HashMap<>();
        for (TopicReader.Read<RunManifest> read : reads(Topics.RUN)) {
            members.put(read.key(), read.value().getMemberSampleIds().size());
        }
        return members;
    }

    private <V extends SpecificRecord> List<TopicReader.Read<V>> reads(Topic<String, V> topic) {
        List<TopicReader.Read<V>> reads = new ArrayList<>();
        new TopicReader<>(endpoints.bootstrapServers(), endpoints.registry(), topic).toEnd(reads::add);
        return reads;
    }

    private List<ConsumerRecord<byte[], byte[]>> bytes() {
        Properties config = new Properties();
        config.put("bootstrap.servers", endpoints.bootstrapServers());
        config.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.RAW.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }
}
