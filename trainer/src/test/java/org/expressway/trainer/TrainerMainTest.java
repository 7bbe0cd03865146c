package org.expressway.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.avro.Metric;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.schemas.avro.SampleRole;
import org.expressway.schemas.avro.Stage;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.platform.PublishedCohort;
import org.expressway.trainer.platform.TestPlatform;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.release.Releases;
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
        assertThat(run.stdout().lines()).hasSize(1);

        ModelRelease release = champion();
        assertThat(release.getBundleSha256()).isEqualTo(json.get("bundleSha256").asText());
        assertThat(release.getPreviousBundleSha256()).isNull();
        assertThat(release.getMetrics()).extracting(Metric::getOf).contains("baseline", "dense", "logistic");
        ModelBundle bundle = bundle(release);
        assertThat(bundle.getImputation()).hasSize(40);
        assertThat(bundle.getClasses()).containsExactly("class-0", "class-1", "class-2");
        assertThat(bundle.getOnnx().remaining()).isGreaterThan(40 * 3 * 4);
        assertThat(bundle.getDataFingerprint()).isEqualTo(release.getDataFingerprint());
    }

    @Test
    @Order(4)
    void theSameDataAndSeedGiveTheSameBundleAndAForcedRecipeAnother() throws Exception {
        String first = champion().getBundleSha256();
        String chosen = champion().getRecipe();
        assertThat(run().exitCode()).isZero();
        assertThat(champion().getBundleSha256()).isEqualTo(first);
        assertThat(champion().getPreviousBundleSha256()).isNull();

        String other = chosen.equals("dense") ? "logistic" : "dense";
        assertThat(run("--recipe", other).exitCode()).isZero();
        assertThat(champion().getRecipe()).isEqualTo(other);
        assertThat(champion().getPreviousBundleSha256()).isEqualTo(first);
    }

    @Test
    @Order(5)
    void whatIsUnsettledControlOrOfAnotherReferenceIsNotLearnedFrom() throws Exception {
        Snapshot before = Snapshot.read(platform.endpoints());
        float[] values = SET.x()[0];
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

        Snapshot after = Snapshot.read(platform.endpoints());
        assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
        assertThat(after.labels()).isEqualTo(before.labels() + 3);
    }

    @Test
    @Order(6)
    void aChangedLabelChangesTheFingerprint() throws Exception {
        Snapshot before = Snapshot.read(platform.endpoints());
        cohort.label(SET.keys().get(0), "class-1");
        assertThat(Snapshot.read(platform.endpoints()).fingerprint()).isNotEqualTo(before.fingerprint());
    }

    @Test
    @Order(7)
    void aServiceRetrainsWhenNewLabelsHaveComeAndStopsWhenTold() throws Exception {
        String before = champion().getDataFingerprint();
        TrainerConfig config = TrainerConfigTest.config(platform.options(), 10);
        TrainingRun run = new TrainingRun(config, Progress.silent(), Clock.systemUTC());
        TrainerService service = new TrainerService(config, run, Clock.systemUTC(), System.err);
        LinkedBlockingQueue<TrainingReport> reports = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> serve(service, reports));
        thread.start();

        TrainingReport first = reports.poll(60, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        assertThat(first.release().getDataFingerprint()).isNotEqualTo(before);
        cohort.publish(SET, FIRST, SET.samples());
        TrainingReport second = reports.poll(60, TimeUnit.SECONDS);
        assertThat(second).isNotNull();
        assertThat(second.release().getSamples()).isGreaterThan(FIRST);
        service.stop();
        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
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
        return new Releases(platform.endpoints(), "subtype")
                .champion(cohort.referenceId())
                .orElseThrow();
    }

    private static ModelBundle bundle(ModelRelease release) throws Exception {
        return new RecordArtifact<>(ModelBundle.class)
                .read(platform.endpoints().artifacts().get(release.getBundleSha256()));
    }
}
