package org.expressway.cli.command;

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
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.expressway.cli.ExitCode;
import org.expressway.cli.ExpresswayMain;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.testing.EmbeddedBroker;
import org.expressway.schemas.testing.InMemoryRegistry;
import org.expressway.schemas.topic.Provisioning;
import org.expressway.schemas.topic.TopicReader;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code publish} as the process that a person starts, and stops, against a real broker. */
class PublishProcessTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path shared;

    private static InMemoryRegistry registry;
    private static EmbeddedBroker broker;

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void aFolderOfItsOwn() throws IOException {
        folder = Files.createDirectory(directory.resolve("run"));
    }

    @BeforeAll
    static void start() throws Exception {
        registry = new InMemoryRegistry();
        broker = new EmbeddedBroker(shared.resolve("kafka"));
        try (Admin admin = broker.admin()) {
            new Provisioning(admin, registry.client()).run(Provisioning.Settings.LOCAL);
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
        registry.close();
    }

    /** Interpreted bytecode makes the sending last for seconds; the signal comes within milliseconds of its beginning. */
    @Test
    void ctrlCLeavesWhatIsAcknowledgedAndTheSameAgainGoesOn() throws Exception {
        int samples = 400;
        deliver(samples, "sample,batch\n", s -> "S%03d,R\n".formatted(s));
        Process process = start("-Xint", "publish", folder.toString(), "--json", "--site", "interrupted");
        await(process, "publishing samples");
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).as(err()).isEqualTo(128 + 2);
        JsonNode stopped = Json.parse(Files.readString(folder.resolveSibling("out")));
        assertThat(stopped.get("left").asInt()).isPositive();
        assertThat(stopped.get("samples").asInt() + stopped.get("left").asInt()).isEqualTo(samples);
        assertThat(records("interrupted")).hasSize(stopped.get("samples").asInt());
        assertThat(err()).contains("the same command again goes on").contains("no run was closed");

        Process again = start("-Xshare:auto", "publish", folder.toString(), "--json", "--site", "interrupted");
        assertThat(again.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(again.exitValue()).as(err()).isZero();
        assertThat(records("interrupted")).hasSize(samples);
    }

    @Test
    void withoutAKeyNothingIsPublishedAndWithOneTheLaboratoryFindsItsSubjectAgain() throws Exception {
        deliver(1, "sample,batch,patient\n", s -> "S000,R,Jansen-17\n");
        Process keyless = start("-Xshare:auto", "publish", folder.toString(), "--site", "keyed");
        assertThat(keyless.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(keyless.exitValue()).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .contains("--pseudonym-key")
                .contains("--already-pseudonymous")
                .doesNotContain("Jansen");
        assertThat(records("keyed")).isEmpty();

        Path key = folder.resolveSibling("lab.key");
        assertThat(run("pseudonym", "new-key", key.toString())).startsWith("made key ");
        Process keyed = start(
                "-Xshare:auto", "publish", folder.toString(), "--site", "keyed", "--pseudonym-key", key.toString());
        assertThat(keyed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(keyed.exitValue()).as(err()).isZero();
        String pseudonym = run("pseudonym", "of", "Jansen-17", "--pseudonym-key", key.toString())
                .strip();
        assertThat(records("keyed").get("keyed/S000").getSubjectId())
                .isEqualTo(pseudonym)
                .matches("p-[0-9a-f]{8}-[0-9a-f]{32}");
        assertThat(err()).doesNotContain(Files.readString(key).strip());
    }

    private interface Line {
        String of(int sample);
    }

    /** A folder of STAR's tables, a file a sample, and their sheet. */
    private void deliver(int samples, String header, Line line) throws IOException {
        StringBuilder sheet = new StringBuilder(header);
        for (int s = 0; s < samples; s++) {
            StringBuilder table = new StringBuilder(
                    "N_unmapped\t1\t1\t1\nN_multimapping\t1\t1\t1\nN_noFeature\t1\t1\t1\nN_ambiguous\t1\t1\t1\n");
            for (int g = 0; g < 100; g++) {
                table.append("G%d\t%d\t%d\t0\n".formatted(g, 300 + s, 300 + s));
            }
            Files.writeString(folder.resolve("S%03dReadsPerGene.out.tab".formatted(s)), table);
            sheet.append(line.of(s));
        }
        Files.writeString(folder.resolve("samples.csv"), sheet);
    }

    private Process start(String jvm, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                jvm,
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                ExpresswayMain.class.getName()));
        line.addAll(List.of(arguments));
        line.addAll(List.of("--samples", folder.resolve("samples.csv").toString()));
        line.addAll(List.of("--bootstrap", broker.bootstrap(), "--registry", registry.url()));
        line.addAll(List.of("--artifacts", shared.resolve("artifacts").toString()));
        ProcessBuilder process = new ProcessBuilder(line)
                .redirectOutput(folder.resolveSibling("out").toFile())
                .redirectError(folder.resolveSibling("err").toFile());
        process.environment().keySet().removeIf(name -> name.startsWith("EXPRESSWAY_PSEUDONYM"));
        return process.start();
    }

    private void await(Process process, String said) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!err().contains(said) && process.isAlive() && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertThat(err()).contains(said);
    }

    private String err() throws IOException {
        return Files.readString(folder.resolveSibling("err"));
    }

    private String run(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ExpresswayMain.class.getName()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Map<String, ExpressionSample> records(String site) {
        Map<String, ExpressionSample> records = new TreeMap<>();
        new TopicReader<>(broker.bootstrap(), registry.client(), Topics.RAW).toEnd(read -> {
            ExpressionSample value = read.value();
            if (read.key().startsWith(site + "/") && value != null) {
                records.put(read.key(), value);
            }
        });
        return records;
    }
}
