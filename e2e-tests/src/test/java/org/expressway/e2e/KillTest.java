package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.cli.ExitCode;
import org.expressway.infra.local.PlatformFile;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a platform's sudden end does to its data: nothing. One data directory lives through these tests, in their order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillTest {
    private static final Duration PROGRESS = Duration.ofSeconds(60);
    private static final double PER_SECOND = 40;
    private static final int SENT_AT_FIRST = 20;
    private static final int SENT_BEFORE_A_KILL = 60;
    private static final String BATCH = "B/run1";

    private static final Cohort COHORT =
            Cohort.of(400, 23, Cohort.plain("A", 60, 1), Cohort.shifted("B", 300, 1), Cohort.shifted("C", 20, 1));
    private static Path folder;
    private static Path data;

    @BeforeAll
    static void aPlatformWithAReferenceAndAModel() throws Exception {
        folder = Files.createTempDirectory("expressway-kill");
        data = folder.resolve("data");
        try (UpProcess up = UpProcess.start(data)) {
            up.awaitUp();
            LabFolder history = LabFolder.ofStudy(folder.resolve("A"), COHORT.genes(), COHORT.site("A"));
            here(
                    "publish",
                    "--already-pseudonymous",
                    "--matrix",
                    history.matrix().toString(),
                    "--samples",
                    history.sheet().toString());
            here("label", "--samples", history.sheet().toString(), "--label-column", "subtype");
            here("reference", "build", "--batches", "A/run1");
            Patience.until("the reference's samples", () -> corrected().size() == 60);
            Command.process(folder, "train", "--recipe", "logistic", "--data-dir", data.toString())
                    .ok();
            assertThat(up.terminate()).isEqualTo(143);
        }
    }

    @AfterAll
    static void clean() throws IOException {
        Trash.delete(folder);
    }

    @Test
    @Order(1)
    void killedTwiceWithAnOpenBatchAndAnOpenTransactionNothingIsLostOrDoubled() throws Exception {
        sendAndKill(COHORT.batch(BATCH).subList(0, 150));
        sendAndKill(COHORT.batch(BATCH).subList(150, 300));
        try (UpProcess up = UpProcess.start(data)) {
            PlatformFile platform = up.awaitUp();
            try (Courier courier = new Courier(platform, COHORT.genes())) {
                courier.send(COHORT.batch(BATCH), 0);
                courier.flush();
            }
            here("run", "close", BATCH);
            Set<Sighting> all = bothStages(COHORT.batch(BATCH));
            Patience.until(
                    "both predictions of every sample",
                    () -> predicted().keySet().containsAll(all));
            awaitNoLag();
            assertThat(ofBatch(corrected())).isEqualTo(onceEach(all));
            assertThat(ofBatch(predicted())).isEqualTo(onceEach(all));
            theAuditChainsAreWhole("harmonize", "scorer/samples");
            up.terminate();
        }
    }

    /** One life: a reader soon sees something new, then samples stream in, and it is killed among them. */
    private static void sendAndKill(List<SimulatedSample> samples) throws Exception {
        long start = System.nanoTime();
        try (UpProcess up = UpProcess.start(data)) {
            PlatformFile platform = up.awaitUp();
            try (Courier courier = new Courier(platform, COHORT.genes())) {
                courier.send(samples.subList(0, SENT_AT_FIRST), 0);
                awaitProgress(platform, samples.subList(0, SENT_AT_FIRST), start);
                Thread sending = new Thread(
                        () -> courier.send(samples.subList(SENT_AT_FIRST, samples.size()), PER_SECOND), "stream");
                sending.start();
                Patience.until("samples to be under way", () -> courier.sent() >= SENT_BEFORE_A_KILL);
                List<ProcessHandle> children = up.children();
                assertThat(children).as("the registry").isNotEmpty();
                OpenTransaction.await(platform, "expressway-harmonize");
                up.kill();
                assertThat(courier.sent()).as("killed while samples came").isLessThan(samples.size());
                Patience.until("the registry to end", () -> children.stream().noneMatch(ProcessHandle::isAlive));
                courier.close();
                sending.join();
            }
        }
    }

    private static void awaitProgress(PlatformFile platform, List<SimulatedSample> sent, long start) throws Exception {
        try (Follower<Prediction, Sighting> reader = new Follower<>(platform, Topics.PREDICTION, Sighting::predicted)) {
            List<Sighting> fresh =
                    Cohort.keys(sent).stream().map(Sighting::provisional).toList();
            Duration left = PROGRESS.minusNanos(System.nanoTime() - start);
            Patience.until("a reader to see progress", left, () -> reader.seen().containsAll(fresh));
            System.out.printf(
                    "a reader sees new predictions %.1f s after the start%n", (System.nanoTime() - start) / 1e9);
        }
    }

    @Test
    @Order(2)
    void aTerminationLeavesNoProcessAndNoAddressBehind() throws Exception {
        try (UpProcess up = UpProcess.start(data)) {
            long pid = up.awaitUp().pid();
            aSecondPlatformOnTheSameDirectoryIsRefused(pid);
            List<ProcessHandle> children = up.children();
            assertThat(up.terminate()).as("128 + SIGTERM; stderr: %s", up.err()).isEqualTo(143);
            assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
            assertThat(data.resolve("platform.json")).doesNotExist();
            assertThat(up.err()).doesNotContain("Exception", "did not stop");
        }
    }

    private static void aSecondPlatformOnTheSameDirectoryIsRefused(long holder) throws Exception {
        try (UpProcess second = UpProcess.start(data)) {
            assertThat(second.exit()).isEqualTo(ExitCode.FAILURE);
            assertThat(second.err()).contains("held by the platform of process " + holder);
        }
    }

    @Test
    @Order(3)
    void dataWithoutACheckpointIsRefused() throws Exception {
        Trash.delete(data.resolve("flink"));
        try (UpProcess up = UpProcess.start(data)) {
            assertThat(up.exit()).isEqualTo(ExitCode.FAILURE);
            assertThat(up.err()).contains("no complete checkpoint").contains("--from-raw");
        }
    }

    @Test
    @Order(4)
    void fromRawEverythingIsDerivedAgainAndNoPredictionIsDoubled() throws Exception {
        try (UpProcess up = UpProcess.start(data, "--from-raw")) {
            PlatformFile platform = up.awaitUp();
            Map<Sighting, Long> before = predicted();
            try (Courier courier = new Courier(platform, COHORT.genes())) {
                courier.send(COHORT.site("C"), 0);
            }
            here("run", "close", "C/run1");
            Set<Sighting> fresh = bothStages(COHORT.site("C"));
            Patience.until(
                    "new samples to be scored", () -> predicted().keySet().containsAll(fresh));
            Patience.until(
                    "the old ones to be derived again",
                    () -> ofBatch(corrected()).values().stream().allMatch(n -> n == 2));
            awaitNoLag();
            Map<Sighting, Long> expected = new HashMap<>(before);
            expected.putAll(onceEach(fresh));
            assertThat(predicted()).isEqualTo(expected);
            theAuditChainsAreWhole("harmonize", "scorer/samples");
            up.terminate();
        }
    }

    /** No gap, no fork, no event changed, after every kill; and each of these writers has said something. */
    private static void theAuditChainsAreWhole(String... writers) {
        Answer answer = Command.here("audit", "verify", "--json", "--data-dir", data.toString());
        assertThat(answer.code()).as(answer.out()).isZero();
        for (String writer : writers) {
            assertThat(here("audit", "list", "--json", "--writer", writer).lines())
                    .as(writer)
                    .isNotEmpty();
        }
    }

    private static Answer here(String... arguments) {
        return Command.here(Stream.concat(Stream.of(arguments), Stream.of("--data-dir", data.toString()))
                        .toArray(String[]::new))
                .ok();
    }

    private static void awaitNoLag() {
        Patience.until(
                "no lag",
                () -> here("status", "--json").json().get(0).get("parts").findValues("lag").stream()
                        .allMatch(lag -> lag.isNull() || lag.asLong() == 0));
    }

    /** How often a read_committed reader sees each sample at each stage. */
    private static Map<Sighting, Long> corrected() {
        return Committed.counts(PlatformFile.read(data), Topics.CORRECTED, Sighting::corrected);
    }

    private static Map<Sighting, Long> predicted() {
        return Committed.counts(PlatformFile.read(data), Topics.PREDICTION, Sighting::predicted);
    }

    private static Map<Sighting, Long> ofBatch(Map<Sighting, Long> counts) {
        Set<String> keys = Set.copyOf(Cohort.keys(COHORT.batch(BATCH)));
        return counts.entrySet().stream()
                .filter(entry -> keys.contains(entry.getKey().key()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Set<Sighting> bothStages(List<SimulatedSample> samples) {
        return Cohort.keys(samples).stream()
                .flatMap(key -> Stream.of(Sighting.provisional(key), Sighting.last(key)))
                .collect(Collectors.toSet());
    }

    private static Map<Sighting, Long> onceEach(Set<Sighting> sightings) {
        return sightings.stream().collect(Collectors.toMap(s -> s, s -> 1L));
    }
}
