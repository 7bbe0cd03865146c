package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.infra.local.PlatformFile;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.topic.Topic;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.RegistrySerde;
import org.expressway.schemas.wire.SchemaRegistry;
import org.expressway.schemas.wire.UndecodableRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Broken records into a running platform of 1,500 MB of heap. 5,000 of them here; the million, and what they cost the good
 * ones, by hand:
 *
 * <pre>mvn -pl e2e-tests -am verify -Dtest=MutantsTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dexpressway.mutants=1000000 -Dexpressway.mutants.rounds=3</pre>
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MutantsTest {
    private static final int COUNT = Integer.getInteger("expressway.mutants", 5_000);
    private static final int ROUNDS = Integer.getInteger("expressway.mutants.rounds", 0);
    private static final long SEED = Long.getLong("expressway.mutants.seed", 20_261_122L);
    private static final int GOOD_IN_A_ROUND = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(120).plusMillis(5L * COUNT);
    private static final Cohort COHORT = Cohort.of(200, 37, Cohort.plain("A", 24, 1));

    private static Path folder;
    private static UpProcess up;
    private static PlatformFile platform;

    @BeforeAll
    static void aPlatformWithAReference() throws Exception {
        folder = Files.createTempDirectory("expressway-mutants");
        up = UpProcess.start(data(), "--checkpoint-interval", COUNT > 100_000 ? "2000" : "500");
        platform = up.awaitUp();
        LabFolder siteA = LabFolder.ofStudy(folder.resolve("A"), COHORT.genes(), COHORT.site("A"));
        here(
                "publish",
                "--already-pseudonymous",
                "--matrix",
                siteA.matrix().toString(),
                "--samples",
                siteA.sheet().toString());
        here("reference", "build", "--no-guard", "--batches", "A/run1");
    }

    @AfterAll
    static void clean() throws IOException, InterruptedException {
        up.close();
        Trash.delete(folder);
    }

    @Test
    @Order(1)
    void eachBecomesAValidOutputOrExactlyOneDeadLetterOfItsVeryBytes() throws Exception {
        Mutants mutants = mutants(SEED);
        MutantLedger ledger = new MutantLedger();
        long start = System.nanoTime();
        send(COUNT, mutants::next, ledger);
        awaitPassed();
        double seconds = (System.nanoTime() - start) / 1e9;
        Patience.until("all letters to be visible", PATIENCE, () -> {
            ledger.read(platform);
            return ledger.wrong().isEmpty() || !moving();
        });
        System.out.printf(
                "seed %d: %d records in %.1f s, %.0f a second; the platform's largest resident memory %s%n%s%n",
                SEED, ledger.size(), seconds, ledger.size() / seconds, residentPeak(), ledger.summary());
        assertThat(ledger.size()).isEqualTo(COUNT);
        assertThat(ledger.wrong()).as("seed %d", SEED).isEmpty();
        assertThat(up.children()).as("the platform lives").isNotEmpty();
    }

    /** What bounds it is the record's own length: no number inside of it makes the decoder reserve more. */
    @Test
    @Order(2)
    void noneMakesTheDecoderReserveMoreThanItsOwnLengthAllows() {
        Mutants mutants = mutants(SEED + 1);
        RegistrySerde<ExpressionSample> serde = Topics.RAW.valueSerde(SchemaRegistry.at(platform.registry()));
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20_000; i++) {
            Mutant mutant = mutants.next();
            if (mutant.value() == null) {
                continue;
            }
            long before = thread.getCurrentThreadAllocatedBytes();
            decode(serde, mutant.value());
            long reserved = thread.getCurrentThreadAllocatedBytes() - before;
            // A schema or a class that is met for the first time is read then; what an exception costs is its trace.
            if (i > 2_000) {
                assertThat(reserved)
                        .as("seed %d, record %d, %s", SEED + 1, i, mutant.kind())
                        .isLessThan(64_000 + 12L * mutant.value().length);
            }
        }
    }

    private static void decode(RegistrySerde<ExpressionSample> serde, byte[] value) {
        try {
            assertThat(serde.deserialize(Topics.RAW.name(), value)).isNotNull();
        } catch (UndecodableRecord expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }

    /** A figure and no fact: good records a second with a tenth of mutants among them, and without, by turns. */
    @Test
    @Order(3)
    void whatMutantsCostTheGoodOnes() throws Exception {
        Assumptions.assumeTrue(ROUNDS > 0, "a measurement: needs -Dexpressway.mutants.rounds=3");
        Mutants mutants = mutants(SEED + 2);
        round(mutants, 0);
        List<Double> alone = new ArrayList<>();
        List<Double> among = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            alone.add(round(mutants, 0));
            among.add(round(mutants, 10));
        }
        System.out.printf("good records a second, alone %s, with a mutant after each nine %s%n", alone, among);
        assertThat(alone).hasSameSizeAs(among);
    }

    /**
     * Makes the records before the clock starts: breaking one costs more than making a good one, and that is the test's work.
     *
     * @return good records a second, from the first sent to the last one committed
     */
    private static double round(Mutants mutants, int mutantEach) throws Exception {
        int total = mutantEach == 0 ? GOOD_IN_A_ROUND : GOOD_IN_A_ROUND * mutantEach / (mutantEach - 1);
        Iterator<Mutant> made = IntStream.rangeClosed(1, total)
                .mapToObj(i -> mutantEach > 0 && i % mutantEach == 0 ? mutants.next() : mutants.good())
                .toList()
                .iterator();
        long start = System.nanoTime();
        send(total, made::next, new MutantLedger());
        awaitPassed();
        return Math.round(GOOD_IN_A_ROUND / ((System.nanoTime() - start) / 1e9));
    }

    private static void send(int count, Supplier<Mutant> next, MutantLedger ledger) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                platform.bootstrap(),
                "acks",
                "all",
                "linger.ms",
                5,
                "batch.size",
                128 << 10,
                "max.request.size",
                4 << 20);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                Mutant mutant = next.get();
                producer.send(
                        new ProducerRecord<>(Topics.RAW.name(), null, mutant.key(), mutant.value(), mutant.headers()),
                        (place, fault) -> {
                            if (fault == null) {
                                ledger.sent(mutant, place.partition(), place.offset());
                            }
                        });
            }
            producer.flush();
        }
    }

    /** Until the job has committed past all that the raw topic holds. */
    private static void awaitPassed() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrap()))) {
            Patience.until("the job to have read all", PATIENCE, () -> lag(admin) == 0);
        }
    }

    private static long lag(Admin admin) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("harmonize-raw")
                .partitionsToOffsetAndMetadata()
                .get();
        long lag = 0;
        for (TopicPartition partition : IntStream.range(0, 4)
                .mapToObj(p -> new TopicPartition(Topics.RAW.name(), p))
                .toList()) {
            long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
            OffsetAndMetadata done = committed.get(partition);
            lag += end - (done == null ? 0 : done.offset());
        }
        return lag;
    }

    /** Whether the platform still says something. */
    private static boolean moving() throws InterruptedException {
        TopicReader<?>[] topics = {reader(Topics.REJECTED), reader(Topics.CORRECTED)};
        long before = Stream.of(topics).mapToLong(TopicReader::written).sum();
        Thread.sleep(5_000);
        return Stream.of(topics).mapToLong(TopicReader::written).sum() > before;
    }

    private static <V extends SpecificRecord> TopicReader<V> reader(Topic<String, V> topic) {
        return new TopicReader<>(platform.bootstrap(), SchemaRegistry.at(platform.registry()), topic);
    }

    private static String residentPeak() throws IOException {
        Path status = Path.of("/proc", Long.toString(platform.pid()), "status");
        if (!Files.exists(status)) {
            return "is not known here";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("");
    }

    private static Mutants mutants(long seed) {
        return new Mutants(
                seed, COHORT.site("A"), new Panel(COHORT.genes()).id(), SchemaRegistry.at(platform.registry()));
    }

    private static void here(String... arguments) {
        Command.here(Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data().toString()))
                        .toArray(String[]::new))
                .ok();
    }

    private static Path data() {
        return folder.resolve("data");
    }
}
