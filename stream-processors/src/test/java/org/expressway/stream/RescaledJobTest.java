package org.expressway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.expressway.analysis.reference.CorrectionMethod;
import org.expressway.schemas.avro.ClosedBy;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.IncomingRecord;
import org.expressway.schemas.avro.OutgoingRecord;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.avro.RunState;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.StageTimes;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.FloatVector;
import org.expressway.schemas.wire.RecordCodec;
import org.expressway.stream.fixture.Laboratory;
import org.expressway.stream.fixture.OnFiles;
import org.expressway.stream.wire.KafkaEnds;
import org.expressway.stream.wire.RecordType;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Samples in any order, again and again, over two restarts of which each rescales the job: what is said at last does not
 * change, and is what the functions behind the file commands give.
 */
final class RescaledJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());

    private static final int SAMPLES = 60;
    private static final String WITHDRAWN = "S07";
    private static final int PER_SECOND = 100;
    private static final int MOST_TRIES = 10;

    /** What all tasks say; they run in this JVM. Exactly once is the real sink's part: a job that failed says things again. */
    private static final Queue<OutgoingRecord> SAID = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path directory;

    private MiniCluster cluster;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    @Timeout(180)
    void finalIsTheSameToTheBit(long seed, @InjectMiniCluster MiniCluster cluster) throws Exception {
        this.cluster = cluster;
        try (Laboratory laboratory = new Laboratory(directory, CorrectionMethod.COMBAT)) {
            List<String> shuffled = new ArrayList<>(names());
            Collections.shuffle(shuffled, new Random(seed));

            Map<String, ByteBuffer> undisturbed = finals(laboratory, names(), List.of(1), List.of());
            Map<String, ByteBuffer> disturbed = finals(laboratory, shuffled, List.of(1, 2, 1), List.of(15, 40));

            assertThat(undisturbed).hasSize(SAMPLES - 1).doesNotContainKey(WITHDRAWN);
            assertThat(disturbed).as("seed %s", seed).isEqualTo(undisturbed);
            assertThat(floatBits(said(Stage.FINAL, laboratory)))
                    .as("seed %s", seed)
                    .isEqualTo(onFiles());
        }
    }

    /** What the file commands write of the samples that are left. */
    private static Map<String, List<Integer>> onFiles() {
        List<String> left = names().stream().filter(id -> !id.equals(WITHDRAWN)).toList();
        Map<String, List<Integer>> bits = new TreeMap<>();
        new OnFiles().corrected("run1", left).forEach((id, values) -> bits.put(id, floatBits(values)));
        return bits;
    }

    private static Map<String, List<Integer>> floatBits(List<CorrectedSample> samples) {
        Map<String, List<Integer>> bits = new TreeMap<>();
        samples.forEach(sample -> bits.put(sample.getSampleId(), floatBits(FloatVector.toArray(sample.getValues()))));
        return bits;
    }

    private static List<Integer> floatBits(float[] values) {
        return IntStream.range(0, values.length)
                .mapToObj(g -> Float.floatToIntBits(values[g]))
                .toList();
    }

    /**
     * @param parallelism of each start of the job
     * @param restartAfter records said, before each start but the first
     */
    private Map<String, ByteBuffer> finals(
            Laboratory laboratory, List<String> arrival, List<Integer> parallelism, List<Integer> restartAfter)
            throws Exception {
        SAID.clear();
        String savepoint = null;
        for (int start = 0; start < parallelism.size(); start++) {
            JobClient job = start(laboratory, arrival, parallelism.get(start), savepoint);
            try {
                boolean last = start == restartAfter.size();
                await(last ? SAMPLES - 1 : restartAfter.get(start), last ? Stage.FINAL : Stage.PROVISIONAL, laboratory);
                savepoint = stopped(job);
            } finally {
                if (!job.getJobStatus().get().isGloballyTerminalState()) {
                    job.cancel().get(60, TimeUnit.SECONDS);
                }
            }
        }
        return bits(said(Stage.FINAL, laboratory));
    }

    /** On a busy machine Flink declines a savepoint now and then; the job goes on, or begins again at its last one. */
    private String stopped(JobClient job) throws Exception {
        String folder = directory.resolve("savepoints").toUri().toString();
        for (int tries = 1; ; tries++) {
            CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), true);
            try {
                return job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private static JobClient start(Laboratory laboratory, List<String> arrival, int parallelism, String savepoint)
            throws Exception {
        Configuration configuration = new Configuration();
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(parallelism);
        env.setMaxParallelism(16);
        // Savepoints alone: one that is taken beside a checkpoint of a finished source can fail the job.
        env.enableCheckpointing(Duration.ofHours(1).toMillis());
        DataStream<IncomingRecord> raw = endless(
                env,
                "raw",
                arrival.stream()
                        .map(id -> laboratory.raw(laboratory.sample(id).build()))
                        .toList());
        DataStream<IncomingRecord> said = endless(
                env,
                "said",
                List.of(laboratory.withdrawal(Laboratory.withdrawn(WITHDRAWN)), laboratory.run(manifest())));
        HarmonizeJob.harmonize(raw, said, laboratory.config())
                .sinkTo(new Collected())
                .uid("sink");
        return env.executeAsync();
    }

    /** The same records again and again: everything is repeated. */
    private static DataStream<IncomingRecord> endless(
            StreamExecutionEnvironment env, String name, List<IncomingRecord> records) {
        ArrayList<IncomingRecord> all = new ArrayList<>(records);
        return env.fromSource(
                        new DataGeneratorSource<>(
                                index -> all.get((int) (index % all.size())),
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(PER_SECOND),
                                RecordType.record(IncomingRecord.class)),
                        WatermarkStrategy.noWatermarks(),
                        name,
                        RecordType.record(IncomingRecord.class))
                .setParallelism(1)
                .uid(name);
    }

    private static RunManifest manifest() {
        return RunManifest.newBuilder()
                .setSite("B")
                .setBatchId("run1")
                .setState(RunState.CLOSED)
                .setClosedBy(ClosedBy.LABORATORY)
                .setMemberSampleIds(names())
                .setAt(Instant.EPOCH)
                .build();
    }

    private static List<String> names() {
        return IntStream.rangeClosed(1, SAMPLES).mapToObj("S%02d"::formatted).toList();
    }

    private static void await(int records, Stage stage, Laboratory laboratory) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (distinct(stage, laboratory) < records) {
            assertThat(Instant.now())
                    .as("%s of %s %s", distinct(stage, laboratory), records, stage)
                    .isBefore(end);
            Thread.sleep(50);
        }
    }

    private static long distinct(Stage stage, Laboratory laboratory) {
        return said(stage, laboratory).stream()
                .map(CorrectedSample::getSampleId)
                .distinct()
                .count();
    }

    private static List<CorrectedSample> said(Stage stage, Laboratory laboratory) {
        return SAID.stream()
                .filter(record -> record.getTopic().equals(Topics.CORRECTED.name()) && record.getValue() != null)
                .map(record -> Topics.CORRECTED
                        .valueSerde(laboratory.registry())
                        .deserialize(record.getTopic(), KafkaEnds.array(record.getValue())))
                .filter(sample -> sample.getStage() == stage)
                .toList();
    }

    private static Map<String, ByteBuffer> bits(List<CorrectedSample> samples) {
        RecordCodec<CorrectedSample> codec = new RecordCodec<>(CorrectedSample.class);
        Map<String, ByteBuffer> bits = new TreeMap<>();
        for (CorrectedSample sample : samples) {
            CorrectedSample timeless = CorrectedSample.newBuilder(sample)
                    .setTimes(new StageTimes())
                    .build();
            ByteBuffer encoded = ByteBuffer.wrap(codec.encode(timeless));
            ByteBuffer before = bits.put(sample.getSampleId(), encoded);
            assertThat(before).as("%s said again", sample.getSampleId()).isIn(null, encoded);
        }
        return bits;
    }

    private record Collected() implements Sink<OutgoingRecord> {
        @Override
        public SinkWriter<OutgoingRecord> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(OutgoingRecord record, Context context) {
                    SAID.add(record);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() throws IOException {}
            };
        }
    }
}
