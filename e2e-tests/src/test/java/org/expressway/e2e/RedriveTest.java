package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.expressway.cli.ExitCode;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformFile;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.DeadLetters;
import org.expressway.stream.batch.BatchSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What was rejected is looked at, taken out and sent again. One platform lives through these tests, in their order; its runs
 * hold eight samples, and run B/run1 was sent twelve.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedriveTest {
    private static final String BATCH = "B/run1";
    private static final int GARBAGE = 1_500;
    private static final byte[] NOT_AVRO = "this is not Avro".getBytes(StandardCharsets.UTF_8);
    private static final Cohort COHORT = Cohort.of(400, 29, Cohort.plain("A", 24, 1), Cohort.shifted("B", 12, 1));

    private static Path folder;
    private static LocalPlatform platform;

    @BeforeAll
    static void aRunThatIsFullAndARecordThatIsNone() throws Exception {
        folder = Files.createTempDirectory("expressway-redrive");
        BatchSettings small = BatchSettings.DEFAULTS.withMaxBatchSize(8);
        platform = LocalPlatform.start(PlatformSettings.in(data()).withBatch(small), step -> {});
        LabFolder siteA = LabFolder.ofStudy(folder.resolve("A"), COHORT.genes(), COHORT.site("A"));
        here(
                        "publish",
                        "--already-pseudonymous",
                        "--matrix",
                        siteA.matrix().toString(),
                        "--samples",
                        siteA.sheet().toString())
                .ok();
        here("reference", "build", "--no-guard", "--batches", "A/run1").ok();
        try (Courier courier = new Courier(endpoints(), COHORT.genes())) {
            courier.send(COHORT.batch(BATCH), 0);
            courier.flush();
        }
        garbage(1);
        Patience.until("five dead letters", () -> rows().size() == 5);
    }

    @AfterAll
    static void clean() throws Exception {
        platform.close();
        Trash.delete(folder);
    }

    @Test
    @Order(1)
    void theyAreListedAndCountedByFacet() {
        assertThat(rows()).extracting(row -> row.get("state").asText()).containsOnly("OPEN");
        assertThat(here("rejected", "list", "--reason", "BATCH_FULL", "--site", "B", "--since", "1h", "--json")
                        .ok()
                        .lines())
                .hasSize(4);
        assertThat(here("rejected", "list", "--limit", "2", "--json").ok().lines())
                .hasSize(2);
        assertThat(here("rejected", "list").ok().out()).contains("BATCH_FULL", "harmonize/batch", "maxBatchSize");
        JsonNode facets =
                here("rejected", "list", "--facets", "--json").ok().json().get(0);
        assertThat(facets.at("/reason/BATCH_FULL").asInt()).isEqualTo(4);
        assertThat(facets.at("/reason/UNDECODABLE").asInt()).isEqualTo(1);
        assertThat(facets.at("/site/B").asInt()).isEqualTo(4);
        assertThat(facets.at("/step").get("harmonize/batch").asInt()).isEqualTo(4);
        assertThat(facets.get("time")).isNotEmpty();
    }

    @Test
    @Order(2)
    void oneIsShownWithItsBytesAndWhatTheyMean() {
        JsonNode full = here("rejected", "show", ids("BATCH_FULL").get(0), "--json")
                .ok()
                .json()
                .get(0);
        assertThat(full.at("/decoded/batchId").asText()).isEqualTo("run1");
        assertThat(full.at("/rejected/message").asText()).contains("rejected replay");
        JsonNode broken = here("rejected", "show", ids("UNDECODABLE").get(0), "--json")
                .ok()
                .json()
                .get(0);
        assertThat(broken.at("/valueText").asText()).isEqualTo("this is not Avro");
        assertThat(broken.at("/valueSha256").asText()).isEqualTo(Sha256.of(NOT_AVRO));
        assertThat(broken.at("/decoded/undecodable").asText()).contains("expected byte 0");
        assertThat(here("rejected", "show", ids("UNDECODABLE").get(0)).ok().out())
                .contains("this is not Avro");
        Answer unknown = here("rejected", "show", "raw/9/9");
        assertThat(unknown.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(unknown.err()).contains("raw/9/9").contains("rejected list");
    }

    @Test
    @Order(3)
    void exportedFilesAreTheVeryBytesOfTheRawTopic() throws IOException {
        Path out = folder.resolve("export");
        here("rejected", "export", "--all", "--out", out.toString()).ok();
        List<ConsumerRecord<byte[], byte[]>> originals = new ArrayList<>();
        Set<String> ids = rows().stream().map(row -> row.get("id").asText()).collect(Collectors.toSet());
        RawBytes.each(endpoints(), Topics.RAW.name(), record -> {
            if (ids.contains(record.topic() + "/" + record.partition() + "/" + record.offset())) {
                originals.add(record);
            }
        });
        assertThat(originals).hasSize(5);
        for (ConsumerRecord<byte[], byte[]> original : originals) {
            String name = original.topic() + "_" + original.partition() + "_" + original.offset();
            assertThat(out.resolve(name + ".value")).hasBinaryContent(original.value());
            assertThat(out.resolve(name + ".key")).hasBinaryContent(original.key());
            assertThat(Files.readString(out.resolve("SHA256SUMS")))
                    .contains(Sha256.of(original.value()) + "  " + name + ".value");
            assertThat(Files.readString(out.resolve(name + ".json"))).contains(Sha256.of(original.value()));
        }
    }

    @Test
    @Order(4)
    void whatIsNotMendedIsRefusedAgainAsTheSameCase() {
        List<String> ids = ids("BATCH_FULL");
        long before = rawRecords();
        here("rejected", "replay", "--reason", "BATCH_FULL", "--dry-run").ok();
        assertThat(rawRecords()).isEqualTo(before);

        here("rejected", "replay", "--reason", "BATCH_FULL", "--by", "ada", "--why", "too early")
                .ok();
        Patience.until(
                "the same cases, open again",
                () -> rows().stream()
                                .filter(row -> row.get("redriveCount").asInt() == 1
                                        && row.get("state").asText().equals("OPEN"))
                                .count()
                        == 4);
        assertThat(ids("BATCH_FULL")).containsExactlyInAnyOrderElementsOf(ids);
        JsonNode shown =
                here("rejected", "show", ids.get(0), "--json").ok().json().get(0);
        assertThat(shown.at("/redrives/0/by").asText()).isEqualTo("ada");
        assertThat(shown.at("/redrives/0/why").asText()).isEqualTo("too early");
    }

    @Test
    @Order(5)
    void afterTheCloseEachIsCorrectedOnceHoweverOftenItIsReplayed() {
        here("run", "close", BATCH).ok();
        Patience.until("the members to be FINAL", () -> of(Stage.FINAL).size() == 8);

        here("rejected", "replay", "--reason", "BATCH_FULL").ok();
        here("rejected", "replay", "--reason", "BATCH_FULL").ok();
        Patience.until("four late samples", () -> of(Stage.LATE).size() == 4);
        here("rejected", "replay", "--reason", "BATCH_FULL").ok();
        Patience.until(
                "their cases to be resolved",
                () -> ids("BATCH_FULL", "RESOLVED").size() == 4);

        assertThat(of(Stage.LATE)).doesNotHaveDuplicates().hasSize(4);
        Set<String> all = new TreeSet<>(of(Stage.FINAL));
        all.addAll(of(Stage.LATE));
        assertThat(all).containsExactlyElementsOf(new TreeSet<>(Cohort.keys(COHORT.batch(BATCH))));
        assertThat(redrives().values()).as("two redrives of each case").containsOnly(2L);
    }

    /** Each original goes once, wherever between its beginning and its commit the replay is killed. */
    @Test
    @Order(6)
    void aReplayThatIsKilledSendsAllOrNothingAndTheNextOneTheRest() throws Exception {
        garbage(GARBAGE);
        Patience.until("their letters", () -> ids("UNDECODABLE", "OPEN").size() == GARBAGE + 1);
        Set<String> open = new TreeSet<>(ids("UNDECODABLE", "OPEN"));
        Process replay = new ProcessBuilder(Command.line(
                        List.of("-Xmx500m"), "rejected", "replay", "--all", "--data-dir", data().toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean half = killedHalfDone(replay);
        Answer next = here("rejected", "replay", "--all", "--max-redrives", "1");
        assertThat(next.code()).as(next.err()).isIn(ExitCode.OK, ExitCode.NOT_ALLOWED);
        Map<String, Long> sent = redrives();
        System.out.printf("killed with its transaction open: %s%n", half);
        assertThat(sent.keySet()).containsAll(open);
        assertThat(sent).allSatisfy((id, times) -> {
            if (open.contains(id)) {
                assertThat(times).as(id).isEqualTo(1);
            }
        });
        Patience.until("each of them to be refused again, once", () -> {
            Map<String, Long> letters = Committed.counts(
                    endpoints(), Topics.REJECTED, read -> read.value().getId());
            return open.stream().allMatch(id -> letters.getOrDefault(id, 0L) == 2);
        });
    }

    private static boolean killedHalfDone(Process replay) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", endpoints().bootstrap()))) {
            Patience.until(
                    "the replay to begin or end", Duration.ofSeconds(90), () -> !replay.isAlive() || ongoing(admin));
            replay.destroyForcibly().waitFor();
            return ongoing(admin);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean ongoing(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listTransactions().all().get().stream()
                .anyMatch(
                        t -> t.transactionalId().equals("expressway-redrive") && t.state() == TransactionState.ONGOING);
    }

    @Test
    @Order(7)
    void beyondTheCountItIsRefusedWithItsList() {
        String id = ids("UNDECODABLE", "OPEN").get(0);
        for (int redrives = 2; redrives <= 3; redrives++) {
            int wanted = redrives;
            here("rejected", "replay", id).ok();
            Patience.until(
                    "its letter of redrive " + wanted,
                    () -> rows().stream()
                            .anyMatch(row -> row.get("id").asText().equals(id)
                                    && row.get("state").asText().equals("OPEN")
                                    && row.get("redriveCount").asInt() == wanted));
        }
        long before = rawRecords();
        Answer refused = here("rejected", "replay", id);
        assertThat(refused.code()).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(refused.err()).contains(id).contains("redriven 3 times").contains("--max-redrives");
        assertThat(rawRecords()).isEqualTo(before);
    }

    @Test
    @Order(8)
    void aMendedValueReplacesTheOneThatCannotBeUsed() throws IOException {
        String id = ids("UNDECODABLE", "OPEN").get(1);
        Path out = folder.resolve("one");
        String full = ids("BATCH_FULL", "RESOLVED").get(0);
        here("rejected", "export", full, "--out", out.toString()).ok();
        Path mended = out.resolve(full.replace('/', '_') + ".value");
        Answer broken = here(
                "rejected", "replay", id, "--value", out.resolve("SHA256SUMS").toString());
        assertThat(broken.code()).isEqualTo(ExitCode.BAD_DATA);
        assertThat(broken.err()).contains("SHA256SUMS", "expected the bytes of a ExpressionSample");

        here("rejected", "replay", id, "--value", mended.toString()).ok();
        Patience.until(
                "its case to be resolved", () -> ids("UNDECODABLE", "RESOLVED").contains(id));
        assertThat(of(Stage.LATE))
                .as("the very sample was there before: it counts once")
                .hasSize(4);
    }

    /** Cases by their first origin, and how often each was sent again. */
    private static Map<String, Long> redrives() {
        return RawBytes.counts(endpoints(), Topics.RAW.name(), DeadLetters.FIRST_ORIGIN);
    }

    private static long rawRecords() {
        long[] n = {0};
        RawBytes.each(endpoints(), Topics.RAW.name(), record -> n[0]++);
        return n[0];
    }

    private static List<String> of(Stage stage) {
        return Committed.records(endpoints(), Topics.CORRECTED).stream()
                .filter(sample -> sample.getStage() == stage && sample.getSite().equals("B"))
                .map(CorrectedSample::getSampleId)
                .map(id -> "B/" + id)
                .toList();
    }

    private static void garbage(int n) {
        Map<String, Object> config = Map.of("bootstrap.servers", endpoints().bootstrap(), "acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < n; i++) {
                byte[] key = ("B/garbage" + i).getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(Topics.RAW.name(), key, NOT_AVRO));
            }
            producer.flush();
        }
    }

    private static List<String> ids(String reason, String... states) {
        Set<String> wanted = Set.of(states);
        return rows().stream()
                .filter(row -> row.get("reason").asText().equals(reason))
                .filter(row ->
                        wanted.isEmpty() || wanted.contains(row.get("state").asText()))
                .map(row -> row.get("id").asText())
                .toList();
    }

    private static List<JsonNode> rows() {
        return here("rejected", "--json").ok().json();
    }

    private static Answer here(String... arguments) {
        return Command.here(Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data().toString()))
                .toArray(String[]::new));
    }

    private static Path data() {
        return folder.resolve("data");
    }

    private static PlatformFile endpoints() {
        return platform.endpoints();
    }
}
