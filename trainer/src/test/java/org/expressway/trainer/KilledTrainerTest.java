package org.expressway.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.expressway.schemas.artifact.RecordArtifact;
import org.expressway.schemas.artifact.Sha256;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.ModelRelease;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.gate.Protocol;
import org.expressway.trainer.onnx.Parity;
import org.expressway.trainer.platform.PublishedCohort;
import org.expressway.trainer.platform.TestPlatform;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A trainer as a process of its own, killed as soon as it says on stderr that it has begun with something. One platform
 * and one store live through all of it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledTrainerTest {
    private static final TrainingSet SET = SimulatedSamples.of(150, 300, 3, 1.2, 8);

    @TempDir
    private static Path folder;

    private static TestPlatform platform;
    private static PublishedCohort cohort;

    @BeforeAll
    static void aPlatformWithAChampion() throws Exception {
        platform = new TestPlatform(folder);
        cohort = new PublishedCohort(platform, SET, 40);
        cohort.publish(SET, 0, 120);
        assertThat(new Trainer("--recipe", "logistic").end()).isZero();
        cohort.publish(SET, 120, SET.samples());
        cohort.request("ada");
    }

    @AfterAll
    static void stopPlatform() {
        platform.close();
    }

    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"logistic ", "dense ", "gate: ", "teaching ", "storing "})
    void killedBeforeItAnnouncesNothingHasHappened(String line) throws Exception {
        List<ModelRelease> before = releases().board().all();
        Trainer trainer = new Trainer();
        trainer.killAt(line);
        assertThat(releases().board().all()).isEqualTo(before);
        assertThat(requests().pending()).as("the request stands").isTrue();
        theChampionIsWhole();
        everyArtifactIsWhatItsNameSays();
    }

    @Test
    @Order(2)
    void killedWhileItAnnouncesAllOrNothingHasHappened() throws Exception {
        List<ModelRelease> before = releases().board().all();
        new Trainer("--seed", "2").killAt("announcing");
        List<ModelRelease> after = releases().board().all();
        boolean announced = !after.equals(before);
        assertThat(requests().pending()).as("answered with what was announced").isEqualTo(!announced);
        theChampionIsWhole();
        everyArtifactIsWhatItsNameSays();
    }

    @Test
    @Order(3)
    void theNextOneComesToItsEnd() throws Exception {
        int releases = releases().board().all().size();
        assertThat(new Trainer("--seed", "3").end()).isIn(0, 6);
        assertThat(releases().board().all()).hasSizeGreaterThan(releases);
        assertThat(requests().pending()).isFalse();
        theChampionIsWhole();
        assertThat(fingerprint("trainer")).isEqualTo(fingerprint("another"));
    }

    private static void theChampionIsWhole() throws IOException {
        ModelRelease champion = releases().champion(cohort.referenceId()).orElseThrow();
        ModelBundle bundle = new RecordArtifact<>(ModelBundle.class)
                .read(platform.endpoints().artifacts().get(champion.getBundleSha256()));
        byte[] onnx = new byte[bundle.getOnnx().remaining()];
        bundle.getOnnx().duplicate().get(onnx);
        assertThat(Parity.probabilities(onnx, SET.x().batch(new int[] {0}))[0]).hasSize(3);
        assertThat(platform.endpoints().artifacts().get(champion.getReportSha256()))
                .isNotEmpty();
        assertThat(platform.endpoints().artifacts().get(champion.getDataFingerprint()))
                .isNotEmpty();
    }

    /** What a kill leaves behind beside them are parts, which have other names. */
    private static void everyArtifactIsWhatItsNameSays() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("artifacts"))) {
            List<Path> artifacts = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".part"))
                    .toList();
            assertThat(artifacts).isNotEmpty();
            for (Path artifact : artifacts) {
                assertThat(Sha256.of(Files.readAllBytes(artifact)))
                        .isEqualTo(artifact.getFileName().toString());
            }
        }
    }

    private static String fingerprint(String store) throws IOException {
        return Snapshot.read(platform.endpoints(), folder.resolve(store), Clock.systemUTC(), line -> {})
                .fingerprint();
    }

    private static Releases releases() {
        return new Releases(platform.endpoints(), "subtype", Protocol.standard(), line -> {});
    }

    private static Requests requests() {
        return new Requests(platform.endpoints(), "subtype");
    }

    /** The trainer's main class in a JVM of its own. */
    private static final class Trainer {
        private final Process process;
        private final List<String> said = new ArrayList<>();

        Trainer(String... more) throws IOException {
            List<String> line = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    TrainerMain.class.getName()));
            line.addAll(List.of(platform.options()));
            line.addAll(List.of(more));
            ProcessBuilder builder = new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("OMP_NUM_THREADS", "1");
            process = builder.start();
        }

        /** Kill -9 at the first line that begins so. */
        void killAt(String prefix) throws IOException, InterruptedException {
            boolean reached = readUntil(prefix);
            process.destroyForcibly().waitFor();
            assertThat(reached).as("it said %s", said).isTrue();
        }

        int end() throws IOException, InterruptedException {
            readUntil("no line begins so: it is read to its end");
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        }

        private boolean readUntil(String prefix) throws IOException {
            BufferedReader err =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
            for (String line = err.readLine(); line != null; line = err.readLine()) {
                said.add(line);
                if (line.startsWith(prefix)) {
                    return true;
                }
            }
            return false;
        }
    }
}
