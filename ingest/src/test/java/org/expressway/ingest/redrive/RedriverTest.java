package org.expressway.ingest.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.expressway.ingest.Progress;
import org.expressway.ingest.publish.TestPlatform;
import org.expressway.schemas.avro.Redrive;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker; the letters are written here, as the pipeline writes them. */
class RedriverTest {
    private static final Passed NOBODY = place -> false;

    private TestPlatform platform;
    private Letters letters;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        platform = new TestPlatform(folder);
        letters = new Letters(platform.endpoints());
    }

    @AfterEach
    void stop() {
        letters.close();
        platform.close();
    }

    @Test
    void originalsAreSentAgainByteForByteUnderAHeaderThatNamesTheirCase() {
        byte[] value = {0, 1, (byte) 0xff, 7};
        String id = letters.refused("A/S1", value, RejectionReason.QUALITY);

        RedrivePlan plan = redriver().replay(all());

        assertThat(plan.chosen()).extracting(RejectedCase::id).containsExactly(id);
        ConsumerRecord<byte[], byte[]> sent = committed(Topics.RAW.name()).get(1);
        assertThat(sent.key()).isEqualTo("A/S1".getBytes(UTF_8));
        assertThat(sent.value()).isEqualTo(value);
        assertThat(header(sent, "trace")).isEqualTo("7");
        assertThat(header(sent, DeadLetters.FIRST_ORIGIN)).isEqualTo(id);
        assertThat(header(sent, DeadLetters.REDRIVES)).isEqualTo("1");
    }

    @Test
    void theMarkerSaysWhoWhyWhenAndWhere() {
        String id = letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);
        redriver().replay(all());

        Redrive marker = markers().get(0);
        ConsumerRecord<byte[], byte[]> sent = committed(Topics.RAW.name()).get(1);
        assertThat(marker.getId()).isEqualTo(id);
        assertThat(marker.getBy()).isEqualTo("ada");
        assertThat(marker.getWhy()).isEqualTo("mended");
        assertThat(marker.getReason()).isEqualTo(RejectionReason.QUALITY);
        assertThat(Place.of(marker.getSentTo())).isEqualTo(new Place(sent.topic(), sent.partition(), sent.offset()));
    }

    @Test
    void replayingTwiceSendsNothingMore() {
        letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);
        redriver().replay(all());
        RedrivePlan second = redriver().replay(all());

        assertThat(second.chosen()).isEmpty();
        assertThat(committed(Topics.RAW.name())).hasSize(2);
        assertThat(markers()).hasSize(1);
    }

    @Test
    void aDryRunSendsNothing() {
        letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);

        assertThat(redriver().plan(all()).chosen()).hasSize(1);
        assertThat(committed(Topics.RAW.name())).hasSize(1);
        assertThat(markers()).isEmpty();
    }

    /** What is left when a replay is killed between its first record and its commit. */
    @Test
    void whatAKilledReplayLeftOpenNeverHappened() {
        letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);
        RedriveTransaction killed = halfDone();

        assertThat(redriver().replay(all()).chosen()).hasSize(1);

        assertThat(committed(Topics.RAW.name())).hasSize(2);
        assertThat(markers()).hasSize(1);
        killed.close();
        assertThat(committed(Topics.RAW.name())).as("and never will").hasSize(2);
    }

    @Test
    void ofTwoReplaysAtOnceTheLaterOneWinsAndTheOtherSendsNothing() {
        letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);
        try (RedriveTransaction first = halfDone()) {
            redriver().replay(all());
            assertThatThrownBy(() -> first.commit(new RedriveTransaction.Audit(
                            "r", "eve", null, Clock.systemUTC().instant())))
                    .isInstanceOf(KafkaException.class);
        }
        assertThat(committed(Topics.RAW.name())).hasSize(2);
        assertThat(markers()).extracting(Redrive::getBy).containsExactly("ada");
    }

    @Test
    void lettersThatComeWhileItRunsAreLeftForAnother() {
        letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);
        Progress meanwhile = new Progress() {
            @Override
            public void started(String what, long total) {
                letters.refused("A/S2", new byte[] {2}, RejectionReason.QUALITY);
            }

            @Override
            public void advanced(long done) {}

            @Override
            public void finished() {}
        };

        RedrivePlan plan = new Redriver(platform.endpoints(), NOBODY, Clock.systemUTC(), meanwhile).replay(all());

        assertThat(plan.chosen()).hasSize(1);
        assertThat(markers()).hasSize(1);
        assertThat(redriver().plan(all()).chosen())
                .extracting(each -> each.letter().key())
                .containsExactly("A/S2");
    }

    @Test
    void whatIsRefusedAgainAndAgainIsRefusedByTheReplayInTheEnd() {
        String id = letters.refused("A/S1", new byte[] {1}, RejectionReason.QUALITY);
        for (int redrive = 1; redrive <= 3; redrive++) {
            assertThat(redriver().replay(all()).chosen())
                    .as("redrive %d", redrive)
                    .hasSize(1);
            letters.refusedAgain(last(Topics.RAW.name()));
        }

        RedrivePlan plan = redriver().replay(all());

        assertThat(plan.chosen()).isEmpty();
        assertThat(plan.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.rejected().id()).isEqualTo(id);
            assertThat(refused.why()).contains("redriven 3 times", "--max-redrives");
        });
        assertThat(header(last(Topics.RAW.name()), DeadLetters.REDRIVES)).isEqualTo("3");
        assertThat(redriver().plan(request(CaseFilter.ALL, 4, null)).chosen()).hasSize(1);
    }

    @Test
    void whatNothingCanMendIsNotSent() {
        letters.refused("A/S1", new byte[] {1}, RejectionReason.WITHDRAWN);
        letters.refused("A/S2", new byte[] {1}, RejectionReason.CONFLICT);
        letters.refused("A/S3", null, RejectionReason.UNDECODABLE);

        RedrivePlan plan = redriver().replay(all());

        assertThat(plan.chosen()).isEmpty();
        assertThat(plan.refused())
                .extracting(RedrivePlan.Refused::why)
                .satisfiesExactly(
                        why -> assertThat(why).contains("never taken back"),
                        why -> assertThat(why).contains("another sample id"),
                        why -> assertThat(why).contains("no value"));
    }

    @Test
    void aMendedValueIsSentUnderTheKeyThatItSays() {
        String id = letters.refused("A/typo", new byte[] {1}, RejectionReason.CONFLICT);
        byte[] mended = Letters.sample(platform.endpoints(), "A", "S9");
        MendedValue value =
                MendedValue.of(mended, Topics.RAW.name(), platform.endpoints().registry());

        redriver().replay(request(CaseFilter.of(Set.of(id)), 3, value));

        ConsumerRecord<byte[], byte[]> sent = last(Topics.RAW.name());
        assertThat(sent.key()).isEqualTo("A/S9".getBytes(UTF_8));
        assertThat(sent.value()).isEqualTo(mended);
        assertThat(header(sent, DeadLetters.FIRST_ORIGIN)).isEqualTo(id);
        assertThat(markers().get(0).getMended()).isTrue();
    }

    /** The last manifest of a run is what counts: compaction would take away the newer one. */
    @Test
    void ofACompactedTopicAnOldRecordNeverBecomesTheLastWord() {
        letters.refused(Topics.RUN.name(), "A/run1", new byte[] {1}, RejectionReason.UNDECODABLE);
        RunManifest newer = RunManifest.newBuilder()
                .setSite("A")
                .setBatchId("run1")
                .setState(RunState.OPEN)
                .setAt(Clock.systemUTC().instant())
                .build();
        letters.send(
                Topics.RUN.name(),
                "A/run1",
                Topics.RUN.valueSerde(platform.endpoints().registry()).serialize(Topics.RUN.name(), newer));

        RedrivePlan plan = redriver().replay(all());

        assertThat(plan.chosen()).isEmpty();
        assertThat(plan.refused().get(0).why()).contains("a newer record stands under its key, at offset 1");
    }

    @Test
    void anUnknownIdIsAnErrorThatSaysWhereToLook() {
        assertThatThrownBy(() -> redriver().plan(request(CaseFilter.of(Set.of("raw/0/999")), 3, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("raw/0/999")
                .hasMessageContaining("rejected list");
    }

    @Test
    void moreThanTheLimitIsLeftForAnotherReplay() {
        for (int i = 0; i < 5; i++) {
            letters.refused("A/S" + i, new byte[] {1}, RejectionReason.QUALITY);
        }
        RedriveRequest three = new RedriveRequest(CaseFilter.ALL, 3, 3, "ada", null, null);

        assertThat(redriver().replay(three).left()).isEqualTo(2);
        assertThat(redriver().replay(three).chosen()).hasSize(2);
        assertThat(redriver().replay(three).chosen()).isEmpty();
    }

    private RedriveTransaction halfDone() {
        RedriveTransaction transaction = RedriveTransaction.takeOver(platform.endpoints());
        List<RejectedCase> open = RejectedCases.read(platform.endpoints(), NOBODY);
        transaction.begin();
        RejectedCases.letters(
                platform.endpoints(), open, (rejected, letter) -> transaction.send(rejected, letter, null));
        return transaction;
    }

    private Redriver redriver() {
        return new Redriver(platform.endpoints(), NOBODY, Clock.systemUTC(), Progress.SILENT);
    }

    private static RedriveRequest all() {
        return request(CaseFilter.ALL, 3, null);
    }

    private static RedriveRequest request(CaseFilter filter, int maxRedrives, MendedValue mended) {
        return new RedriveRequest(filter, maxRedrives, 100, "ada", "mended", mended);
    }

    private List<Redrive> markers() {
        List<Redrive> markers = new ArrayList<>();
        new TopicReader<>(
                        platform.endpoints().bootstrapServers(),
                        platform.endpoints().registry(),
                        Topics.REDRIVEN)
                .toEnd(read -> markers.add(read.value()));
        return markers;
    }

    private ConsumerRecord<byte[], byte[]> last(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = committed(topic);
        return all.get(all.size() - 1);
    }

    /** In the order in which they were appended. */
    private List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> config = Map.of(
                "bootstrap.servers", platform.endpoints().bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        records.sort((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
