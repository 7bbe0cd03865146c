package org.expressway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.audit.AuditChain;
import org.expressway.schemas.avro.AuditDetail;
import org.expressway.schemas.avro.AuditEvent;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RejectionReason;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a cluster in process: raw bytes in, corrected and rejected bytes out, two tasks, checkpoints running. */
final class HarmonizeJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final int SAMPLES = 20;

    @Test
    @Timeout(120)
    void samplesGoInAndEachComesOutProvisionalAndFinal(@TempDir Path directory) throws Exception {
        try (Laboratory laboratory = new Laboratory(directory, CorrectionMethod.COMBAT)) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.enableCheckpointing(100);
            DataStream<OutgoingRecord> harmonized =
                    HarmonizeJob.harmonize(raw(env, laboratory), runs(env, laboratory), laboratory.config());

            List<OutgoingRecord> said = new ArrayList<>();
            try (CloseableIterator<OutgoingRecord> out = harmonized.executeAndCollect()) {
                while (said.size() < 2 * SAMPLES + 2) {
                    said.add(out.next());
                }
            }

            assertThat(ids(laboratory, said, Stage.PROVISIONAL)).hasSize(SAMPLES);
            assertThat(ids(laboratory, said, Stage.FINAL)).isEqualTo(names());
            assertThat(said.stream()
                            .filter(record -> record.getTopic().equals(Topics.REJECTED.name()))
                            .map(record -> letter(laboratory, record).getReason()))
                    .containsExactly(RejectionReason.UNDECODABLE);
            assertThat(said.stream()
                            .filter(record -> record.getTopic().equals(Topics.AUDIT.name()))
                            .map(record -> event(laboratory, record)))
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.getKind()).isEqualTo("BATCH_CLOSED");
                        assertThat(event.getSubject()).isEqualTo("B/run1");
                        assertThat(event.getSha256()).isEqualTo(AuditChain.sha256(event));
                        assertThat(event.getDetails()).contains(new AuditDetail("members", "" + SAMPLES));
                    });
        }
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, SAMPLES).mapToObj("S%02d"::formatted).toList();
    }

    /** Every sample twice, and a record that is none. */
    private static DataStream<IncomingRecord> raw(StreamExecutionEnvironment env, Laboratory laboratory) {
        List<IncomingRecord> records = new ArrayList<>();
        names().forEach(id -> records.add(laboratory.raw(laboratory.sample(id).build())));
        records.addAll(List.copyOf(records));
        records.add(Laboratory.record(Topics.RAW, "B/S99", new byte[] {5}));
        return env.fromData(RecordType.record(IncomingRecord.class), records.toArray(IncomingRecord[]::new));
    }

    /** The same manifest again and again: a source that ended would end the job before its timers rang. */
    private static DataStream<IncomingRecord> runs(StreamExecutionEnvironment env, Laboratory laboratory) {
        IncomingRecord manifest = laboratory.run(RunManifest.newBuilder()
                .setSite("B")
                .setBatchId("run1")
                .setState(RunState.CLOSED)
                .setClosedBy(ClosedBy.LABORATORY)
                .setMemberSampleIds(names())
                .setAt(Instant.EPOCH)
                .build());
        return env.fromSource(
                new DataGeneratorSource<>(
                        index -> manifest,
                        Long.MAX_VALUE,
                        RateLimiterStrategy.perSecond(50),
                        RecordType.record(IncomingRecord.class)),
                WatermarkStrategy.noWatermarks(),
                "runs",
                RecordType.record(IncomingRecord.class));
    }

    private static List<String> ids(Laboratory laboratory, List<OutgoingRecord> said, Stage stage) {
        return said.stream()
                .filter(record -> record.getTopic().equals(Topics.CORRECTED.name()))
                .map(record -> Topics.CORRECTED
                        .valueSerde(laboratory.registry())
                        .deserialize(record.getTopic(), KafkaEnds.array(record.getValue())))
                .filter(sample -> sample.getStage() == stage)
                .map(CorrectedSample::getSampleId)
                .toList();
    }

    private static AuditEvent event(Laboratory laboratory, OutgoingRecord record) {
        return Topics.AUDIT
                .valueSerde(laboratory.registry())
                .deserialize(record.getTopic(), KafkaEnds.array(record.getValue()));
    }

    private static DeadLetter letter(Laboratory laboratory, OutgoingRecord record) {
        return Topics.REJECTED
                .valueSerde(laboratory.registry())
                .deserialize(record.getTopic(), KafkaEnds.array(record.getValue()));
    }
}
