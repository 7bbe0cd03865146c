package org.expressway.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.expressway.schemas.avro.Admission;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.Origin;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RecordHeader;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunNotice;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.SampleWithdrawal;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.stream.HarmonizeConfig;
import org.expressway.stream.admit.AdmissionDesk;
import org.expressway.stream.admit.Decoding;
import org.expressway.stream.fixture.Bench;
import org.expressway.stream.fixture.Event;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;

/** CorrectBatch in its harness, in words of the laboratory. */
final class BatchBench implements AutoCloseable {
    private final Laboratory laboratory;
    private final Bench<OutgoingRecord> bench;

    BatchBench(Laboratory laboratory) {
        this(laboratory, laboratory.config());
    }

    BatchBench(Laboratory laboratory, HarmonizeConfig config) {
        this.laboratory = laboratory;
        this.bench = of(config);
    }

    static Bench<OutgoingRecord> of(HarmonizeConfig config) {
        return new Bench<>(
                RecordType.record(OutgoingRecord.class),
                () -> new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new CorrectBatch(config)),
                        Admission::getBatchKey,
                        RunNotice::getBatchKey,
                        Types.STRING));
    }

    /** S01, S02 … */
    static List<String> ids(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj("S%02d"::formatted).toList();
    }

    /** As AdmitSample would send it, refused or not. */
    static Event admission(Laboratory laboratory, ExpressionSample sample) {
        return admission(laboratory, laboratory.raw(sample));
    }

    private static Event admission(Laboratory laboratory, IncomingRecord record) {
        return new Event.First(desk(laboratory).decide(record, null, Laboratory.PUBLISHED));
    }

    private static AdmissionDesk desk(Laboratory laboratory) {
        return new AdmissionDesk(
                new Decoding(laboratory.registry()),
                new AdmissionDesk.Active(laboratory.referenceId(), laboratory.profile()));
    }

    static Event notice(RunManifest manifest) {
        return new Event.Second(
                new RunNotice(Keys.of(manifest.getSite(), manifest.getBatchId()), manifest, null, null));
    }

    static Event notice(SampleWithdrawal withdrawal) {
        String batch = Keys.of(withdrawal.getSite(), withdrawal.getBatchId());
        return new Event.Second(new RunNotice(batch, null, withdrawal, null));
    }

    static RunManifest.Builder closed(List<String> members) {
        return RunManifest.newBuilder()
                .setSite("B")
                .setBatchId("run1")
                .setState(RunState.CLOSED)
                .setClosedBy(ClosedBy.LABORATORY)
                .setMemberSampleIds(members)
                .setAt(Instant.EPOCH);
    }

    BatchBench arrive(List<String> ids) {
        ids.forEach(id -> arrive(laboratory.sample(id)));
        return this;
    }

    BatchBench arrive(ExpressionSample.Builder sample) {
        bench.feed(admission(laboratory, sample.build()));
        return this;
    }

    /** A sample that is published only then. */
    BatchBench arriveLater(Duration by, String id) {
        IncomingRecord record = IncomingRecord.newBuilder(
                        laboratory.raw(laboratory.sample(id).build()))
                .setTimestamp(Laboratory.PUBLISHED.plus(by))
                .build();
        bench.feed(admission(laboratory, record));
        return this;
    }

    /** A sample that was admitted before comes once more, from where it was sent to, and says that it was redriven. */
    BatchBench redriven(String id, int redrives) {
        return redriven(id, redrives, Duration.ofMinutes(1));
    }

    BatchBench redrivenLater(Duration by, String id) {
        return redriven(id, 1, by);
    }

    private BatchBench redriven(String id, int redrives, Duration later) {
        IncomingRecord record = laboratory.raw(laboratory.sample(id).build());
        Admission before = desk(laboratory).decide(record, null, Laboratory.PUBLISHED);
        IncomingRecord again = IncomingRecord.newBuilder(record)
                .setOrigin(new Origin(Topics.RAW.name(), 0, 5_000_000L + redrives))
                .setTimestamp(Laboratory.PUBLISHED.plus(later))
                .setHeaders(List.of(
                        header(DeadLetters.FIRST_ORIGIN, DeadLetters.id(record.getOrigin())),
                        header(DeadLetters.REDRIVES, Integer.toString(redrives))))
                .build();
        AdmissionDesk.Before known =
                new AdmissionDesk.Before(before.getAdmitted().getContentSha256(), before.getValuesSha256());
        bench.feed(new Event.First(desk(laboratory).decide(again, known, Laboratory.PUBLISHED.plus(later))));
        return this;
    }

    private static RecordHeader header(String key, String value) {
        return new RecordHeader(key, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** A sample that admission refuses, and that names its batch all the same. */
    BatchBench refuse(String id) {
        return arrive(laboratory.sample(id).setPanelId("0".repeat(64)));
    }

    BatchBench close(List<String> members) {
        return manifest(closed(members));
    }

    BatchBench manifest(RunManifest.Builder manifest) {
        bench.feed(notice(manifest.build()));
        return this;
    }

    /** Somebody withdraws a sample. */
    BatchBench withdraw(String id) {
        bench.feed(notice(Laboratory.withdrawn(id)));
        return this;
    }

    /** Samples whose record in the corrected topic has been taken back. */
    List<String> tombstones() {
        return tombstones(bench.said());
    }

    static List<String> tombstones(List<OutgoingRecord> said) {
        return said.stream()
                .filter(record -> record.getTopic().equals(Topics.CORRECTED.name()) && record.getValue() == null)
                .map(record -> StandardCharsets.UTF_8
                        .decode(record.getKey().duplicate())
                        .toString())
                .toList();
    }

    /** What the job itself has published comes back from the topic. */
    BatchBench readBack() {
        List<RunManifest> own = manifests();
        assertThat(own).isNotEmpty();
        return manifest(RunManifest.newBuilder(own.get(own.size() - 1)));
    }

    BatchBench later(Duration by) {
        bench.feed(new Event.Later(by));
        return this;
    }

    BatchBench restart() {
        bench.restart();
        return this;
    }

    BatchBench settle() {
        bench.settle();
        return this;
    }

    int timers() {
        return bench.timers();
    }

    List<String> keys(String state) {
        return bench.keys(state);
    }

    List<CorrectedSample> corrected() {
        return decoded(laboratory, bench.said(), Topics.CORRECTED);
    }

    List<CorrectedSample> corrected(Stage stage) {
        return corrected().stream().filter(s -> s.getStage() == stage).toList();
    }

    List<String> ids(Stage stage) {
        return corrected(stage).stream().map(CorrectedSample::getSampleId).toList();
    }

    List<DeadLetter> rejected() {
        return decoded(laboratory, bench.said(), Topics.REJECTED);
    }

    List<RunManifest> manifests() {
        return decoded(laboratory, bench.said(), Topics.RUN);
    }

    static <V extends SpecificRecord> List<V> decoded(
            Laboratory laboratory, List<OutgoingRecord> said, Topic<?, V> topic) {
        RegistrySerde<V> serde = topic.valueSerde(laboratory.registry());
        return said.stream()
                .filter(record -> record.getTopic().equals(topic.name()) && record.getValue() != null)
                .map(record -> serde.deserialize(topic.name(), KafkaEnds.array(record.getValue())))
                .toList();
    }

    @Override
    public void close() {
        bench.close();
    }
}
