package org.expressway.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.ReleaseAction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.ReleaseDecision;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.AtomicWriter;
import org.expressway.schemas.topic.Succession;
import org.expressway.schemas.topic.Topics;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.platform.PublishedCohort;
import org.expressway.trainer.platform.TestPlatform;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.release.Releases;
import org.expressway.trainer.release.Requests;
import org.expressway.trainer.snapshot.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One broker, used by the facts in turn: each builds on what the one before left in the topics. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrainerMainTest {
    private static final TrainingSet SET = SimulatedSamples.of(90, 40, 3, 1.5, 8);
    private static final int FIRST = 100;

    @TempDir
    private static Path folder;

    private static TestPlatform platform;
    private static PublishedCohort cohort;

    @BeforeAll
    static void startPlatform() throws Exception {
        platform = new TestPlatform(folder);
    }

    @AfterAll
    static void stopPlatform() {
        platform.close();
    }

    @Test
    @Order(1)
    void withoutAReferenceItSaysWhatToDoAndEndsWith3() {
        assertThat(run().exitCode()).isEqualTo(3);
    }

    @Test
    @Order(2)
    void tooFewLabelledSamplesEndWith3() throws Exception {
        cohort = new PublishedCohort(platform, SET, 30);
        cohort.publish(SET, 0, 5);
        assertThat(run().exitCode()).isEqualTo(3);
    }

    @Test
    @Order(3)
    void labelledSamplesBecomeAReleasedBundle() throws Exception {
        cohort.publish(SET, 5, FIRST);
        Run run = run("--json");

        assertThat(run.exitCode()).isZero();
        JsonNode json = new ObjectMapper().readTree(run.stdout());
        assertThat(json.get("samples").asInt()).isEqualTo(FIRST);
        assertThat(json.at("/test/logistic/accuracy").asDouble()).isGreaterThan(.8);
        assertThat(json.get("onnxParity").asDouble()).isLessThanOrEqualTo(1e-5);
        assertThat(json.at("/split/referenceSubjectsInTest").asBoolean()).isFalse();
        assertThat(json.get("decision").asText()).isEqualTo("champion");
        assertThat(run.stdout().lines()).hasSize(1);

        ModelRelease release = champion();
        assertThat(release.getBundleSha256()).isEqualTo(json.get("bundleSha256").asText());
        assertThat(release.getPreviousBundleSha256()).isNull();
        assertThat(release.getMetrics()).extracting(Metric::getOf).contains("baseline", "dense", "logistic");
        assertThat(release.getDecidedBy()).isEqualTo("rule of the protocol");
        assertThat(release.getGate().getPassed()).isTrue();
        assertThat(release.getDecisions()).hasSize(1);
        JsonNode report =
                new ObjectMapper().readTree(platform.endpoints().artifacts().get(release.getReportSha256()));
        assertThat(report.at("/gate/passed").asBoolean()).isTrue();
        assertThat(report.at("/evaluation/accuracy").asDouble()).isGreaterThan(.8);
        assertThat(report.at("/evaluation/perClass")).hasSize(3);
        assertThat(report.at("/evaluation/baseline/ecePerfect95").isNumber()).isTrue();
        assertThat(new String(
                        platform.endpoints()
                                .artifacts()
                                .get(report.get("pageSha256").asText()),
                        StandardCharsets.UTF_8))
                .contains("Gate: passed", "Are the probabilities true?", "</html>");
        assertThat(platform.endpoints().artifacts().has(release.getDataFingerprint()))
                .as("the manifest of what it has learned from")
                .isTrue();
        ModelBundle bundle = bundle(release);
        assertThat(bundle.getImputation()).hasSize(40);
        assertThat(bundle.getClasses()).containsExactly("class-0", "class-1", "class-2");
        assertThat(bundle.getOnnx().remaining()).isGreaterThan(40 * 3 * 4);
        assertThat(bundle.getDataFingerprint()).isEqualTo(release.getDataFingerprint());
    }

    @Test
    @Order(4)
    void theSameDataAndSeedGiveTheSameBundleAndChangeNothing() {
        ModelRelease first = champion();
        Run again = run();
        assertThat(again.exitCode()).isZero();
        assertThat(again.stdout()).contains("is the champion already");
        assertThat(champion()).isEqualTo(first);
    }

    @Test
    @Order(5)
    void whatIsNoBetterThanTheChampionIsRefusedAndSaysWhy() {
        ModelRelease first = champion();
        Run run = run("--recipe", first.getRecipe(), "--seed", "2");
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.stdout()).contains("refused by its gate").contains("better.champion");
        assertThat(champion()).isEqualTo(first);
        assertThat(releases().board().all())
                .filteredOn(release -> release.getAlias() == ReleaseAlias.REFUSED)
                .singleElement()
                .satisfies(refused -> assertThat(refused.getWhy()).contains("better.champion"));
    }

    @Test
    @Order(6)
    void whatIsUnsettledControlOrOfAnotherReferenceIsNotLearnedFrom() throws Exception {
        Snapshot before = snapshot();
        float[] values = SET.x().get(0);
        cohort.publish(cohort.sample("site/open", "x1", values)
                .setStage(Stage.PROVISIONAL)
                .build());
        cohort.publish(cohort.sample("site/control", "x2", values)
                .setRole(SampleRole.BRIDGE_CONTROL)
                .build());
        cohort.publish(cohort.sample("site/foreign", "x3", values)
                .setReferenceId("f".repeat(64))
                .build());
        cohort.publish(cohort.sample("site/unlabelled", "x4", values).build());
        Stream.of("site/open", "site/control", "site/foreign").forEach(key -> cohort.label(key, "class-0"));

        Snapshot after = snapshot();
        assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
        assertThat(after.labels()).isEqualTo(before.labels() + 3);
    }

    @Test
    @Order(7)
    void aChangedLabelChangesTheFingerprint() throws Exception {
        Snapshot before = snapshot();
        cohort.label(SET.keys().get(0), "class-1");
        assertThat(snapshot().fingerprint()).isNotEqualTo(before.fingerprint());
    }

    @Test
    @Order(8)
    void aServiceRetrainsWhenNewLabelsHaveComeAndStopsWhenTold() throws Exception {
        String before = champion().getDataFingerprint();
        TrainerConfig config = TrainerConfigTest.config(platform.options(), 10);
        TrainingRun run = new TrainingRun(config, Progress.silent(), System.err::println, Clock.systemUTC());
        TrainerService service = new TrainerService(config, run, Clock.systemUTC(), System.err);
        LinkedBlockingQueue<TrainingReport> reports = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> serve(service, reports));
        thread.start();

        TrainingReport first = reports.poll(60, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.stored().release().getDataFingerprint()).isNotEqualTo(before);
        cohort.publish(SET, FIRST, SET.samples());
        TrainingReport second = reports.poll(60, TimeUnit.SECONDS);
        assertThat(second).isNotNull();
        assertThat(second.stored().release().getSamples()).isGreaterThan(FIRST);
        service.stop();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    @Order(9)
    void manyTriggersMakeOneTraining() throws Exception {
        TrainerConfig config = TrainerConfigTest.config(platform.options(), 10);
        Requests requests = new Requests(config.endpoints(), config.model());
        assertThat(requests.pending()).isFalse();
        cohort.request("ada");
        cohort.request("the chart of site A");
        assertThat(requests.pending()).isTrue();

        TrainingRun run = new TrainingRun(config, Progress.silent(), line -> {}, Clock.systemUTC());
        assertThat(run.run().stored().release().getDataFingerprint())
                .isEqualTo(snapshot().fingerprint());
        assertThat(requests.pending()).as("one training answers both").isFalse();
    }

    @Test
    @Order(10)
    void aTrainerThatBeganLaterTakesTheRightToAnnounce() throws Exception {
        TrainerConfig config = TrainerConfigTest.config(platform.options(), 10);
        ModelRelease before = champion();
        cohort.request("ada");
        TrainingRun earlier = new TrainingRun(
                config,
                Progress.silent(),
                line -> {
                    if (line.equals("storing the bundle")) {
                        takeOver(config);
                    }
                },
                Clock.systemUTC());
        assertThatThrownBy(earlier::run).isInstanceOf(ProducerFencedException.class);
        assertThat(champion()).isEqualTo(before);
        assertThat(new Requests(config.endpoints(), config.model()).pending())
                .as("nobody has answered")
                .isTrue();
    }

    @Test
    @Order(11)
    void whomAPersonMadeChampionMeanwhileStaysChampion() throws Exception {
        TrainerConfig config = TrainerConfigTest.config(platform.options(), 10);
        ModelRelease before = champion();
        ModelRelease wanted = releases().board().all().stream()
                .filter(release -> !release.getBundleSha256().equals(before.getBundleSha256()))
                .findFirst()
                .orElseThrow();
        TrainingRun run = new TrainingRun(
                config,
                Progress.silent(),
                line -> {
                    if (line.equals("announcing") && champion().equals(before)) {
                        promote(config, wanted);
                    }
                },
                Clock.systemUTC());
        TrainingReport report = run.run();

        assertThat(champion().getBundleSha256()).isEqualTo(wanted.getBundleSha256());
        assertThat(champion().getDecidedBy()).isEqualTo("ada");
        assertThat(releases().board().find(report.stored().release().getBundleSha256()))
                .as("what was trained is on record beside it")
                .isNotEmpty();
        assertThat(new Requests(config.endpoints(), config.model()).pending())
                .as("the request is answered")
                .isFalse();
    }

    private static void promote(TrainerConfig config, ModelRelease wanted) {
        ReleaseDecision decision =
                new ReleaseDecision(ReleaseAction.PROMOTED, "ada", "a test", wanted.getReportSha256(), Instant.now());
        try (AtomicWriter writer = decisions(config)) {
            var moves = new Succession(releases().board()).crown(wanted, decision);
            writer.commit(transaction -> moves.forEach((key, move) -> transaction.put(Topics.RELEASE, key, move)));
        }
    }

    private static void takeOver(TrainerConfig config) {
        decisions(config).close();
    }

    private static AtomicWriter decisions(TrainerConfig config) {
        return AtomicWriter.ofDecisions(
                config.model(),
                config.endpoints().bootstrap(),
                config.endpoints().registry());
    }

    private static Snapshot snapshot() throws IOException {
        return Snapshot.read(platform.endpoints(), folder.resolve("trainer"), Clock.systemUTC(), line -> {});
    }

    private static Releases releases() {
        return new Releases(platform.endpoints(), "subtype", Protocol.standard(), line -> {});
    }

    private static void serve(TrainerService service, Queue<TrainingReport> reports) {
        try {
            service.serve(reports::add);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Run(int exitCode, String stdout) {}

    private static Run run(String... more) {
        PrintStream before = System.out;
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        System.setOut(new PrintStream(stdout, true, StandardCharsets.UTF_8));
        try {
            String[] args = Stream.concat(Stream.of(platform.options()), Stream.of(more))
                    .toArray(String[]::new);
            return new Run(TrainerMain.execute(args), stdout.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private static ModelRelease champion() {
        return releases().champion(cohort.referenceId()).orElseThrow();
    }

    private static ModelBundle bundle(ModelRelease release) throws Exception {
        return new RecordArtifact<>(ModelBundle.class)
                .read(platform.endpoints().artifacts().get(release.getBundleSha256()));
    }
}
