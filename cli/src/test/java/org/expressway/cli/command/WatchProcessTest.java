package org.expressway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.RunManifest;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch} and {@code simulate} as processes that are killed, and stopped by Ctrl-C. Each test has a site of its own. */
class WatchProcessTest {
    private static final int SAMPLES = 60;
    private static final int CTRL_C = 128 + 2;

    @TempDir
    private static Path shared;

    private static Doorway doorway;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        doorway = new Doorway(shared);
    }

    @AfterAll
    static void stop() {
        doorway.close();
    }

    @Test
    void aDeliveryWhoseWatcherIsKilledWhileSendingIsInTheTopicOnceAndInDone() throws Exception {
        String site = "killed-sending";
        deliver("night", site);
        Doorway.Running first = watch("-Xint", site, "--once");
        first.until("a record", () -> !samples(site).isEmpty());
        first.kill();
        assertTheNextOneEndsIt(site);
    }

    /** A report that nobody reads holds the watcher where all is acknowledged and nothing moved or written down. */
    @Test
    void aDeliveryWhoseWatcherIsKilledBeforeMovingIsInTheTopicOnceAndInDone() throws Exception {
        String site = "killed-moving";
        deliver("night", site);
        Path pipe = Files.createDirectories(folder.resolve("done/night")).resolve("report.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Doorway.Running first = watch("-Xshare:auto", site, "--once");
        first.until("all records", () -> samples(site).size() == SAMPLES);
        first.kill();
        assertThat(samples(site)).as(first.err()).hasSize(SAMPLES);
        assertThat(folder.resolve("night.samples.csv")).exists();
        assertThat(folder.resolve(".expressway-watch/journal.jsonl")).isEmptyFile();
        Files.delete(pipe);
        assertTheNextOneEndsIt(site);
    }

    private void assertTheNextOneEndsIt(String site) throws Exception {
        Doorway.Running second = watch("-Xshare:auto", site, "--once");
        assertThat(second.exit()).as(second.err()).isZero();
        assertEachOnceAndHandedOver(site);

        int records = samples(site).size();
        deliver("again", site);
        Doorway.Running third = watch("-Xshare:auto", site, "--once");
        assertThat(third.exit()).as(third.err()).isZero();
        assertThat(third.err()).contains("was sent before");
        assertThat(samples(site))
                .as("records after the same under another name")
                .hasSize(records);
    }

    @Test
    void ctrlCWhileSendingLeavesTheDeliveryAndTheSameAgainSendsTheRest() throws Exception {
        String site = "interrupted";
        deliver("night", site);
        Doorway.Running watch = watch("-Xint", site);
        watch.until("a record", () -> !samples(site).isEmpty());
        watch.interrupt();
        assertThat(watch.exit()).as(watch.err()).isEqualTo(CTRL_C);
        assertThat(watch.err()).contains("stopping");
        assertThat(watch.out()).contains("0 refused");

        Doorway.Running again = watch("-Xshare:auto", site, "--once");
        assertThat(again.exit()).as(again.err()).isZero();
        assertEachOnceAndHandedOver(site);
    }

    @Test
    void ctrlCWhileNothingComesSumsUp() throws Exception {
        deliver("night", "idle");
        Doorway.Running watch = watch("-Xshare:auto", "idle");
        watch.until("the delivery to be taken", () -> watch.err().contains("it is in done"));
        watch.interrupt();
        assertThat(watch.exit()).as(watch.err()).isEqualTo(CTRL_C);
        assertThat(watch.out()).contains("1 deliveries taken, 0 refused");
        assertEachOnceAndHandedOver("idle");
    }

    @Test
    void ctrlCOfASimulatorClosesItsRunsWithWhatWasSent() throws Exception {
        Doorway.Running simulate = doorway.start(
                "-Xshare:auto",
                "simulate",
                "--rate",
                "40",
                "--sites",
                "2",
                "--genes",
                "300",
                "--run-size",
                "15",
                "--duration",
                "600",
                "--json");
        simulate.until("forty samples", () -> ofSimulator().size() >= 40);
        simulate.interrupt();
        assertThat(simulate.exit()).as(simulate.err()).isEqualTo(CTRL_C);

        List<ExpressionSample> sent = ofSimulator();
        JsonNode summary = Json.parse(simulate.out());
        assertThat(summary.get("samples").asInt()).isEqualTo(sent.size());
        List<RunManifest> closed = doorway.values(Topics.RUN).stream()
                .filter(run -> run.getBatchId().matches("run\\d+"))
                .toList();
        assertThat(summary.get("runsClosed").asInt()).isEqualTo(closed.size());
        assertThat(closed.stream()
                        .flatMap(run -> run.getMemberSampleIds().stream().map(id -> run.getSite() + "/" + id)))
                .as("every sample is a member of a run that is closed")
                .containsExactlyInAnyOrderElementsOf(sent.stream()
                        .map(sample -> sample.getSite() + "/" + sample.getSampleId())
                        .toList());
    }

    private void assertEachOnceAndHandedOver(String site) throws IOException {
        assertThat(contents(site))
                .hasSize(SAMPLES)
                .allSatisfy(
                        (sample, contents) -> assertThat(contents).as(sample).hasSize(1));
        assertThat(moved()).hasSize(SAMPLES + 1).contains("night.samples.csv");
        assertThat(names(folder)).containsExactlyInAnyOrder(".expressway-watch", "done", "refused");
    }

    /** What was told of each sample, whenever it was received. */
    private static Map<String, Set<String>> contents(String site) {
        return samples(site).stream()
                .collect(Collectors.groupingBy(
                        ExpressionSample::getSampleId,
                        TreeMap::new,
                        Collectors.mapping(
                                sample -> sample.getBatchId() + sample.getPanelId() + sample.getValues(),
                                Collectors.toCollection(TreeSet::new))));
    }

    private static List<ExpressionSample> samples(String site) {
        return doorway.values(Topics.RAW).stream()
                .filter(sample -> sample.getSite().equals(site))
                .toList();
    }

    private static List<ExpressionSample> ofSimulator() {
        return doorway.values(Topics.RAW).stream()
                .filter(sample -> sample.getProvenance().getFileName().equals("simulated"))
                .toList();
    }

    private Set<String> moved() throws IOException {
        Path done = folder.resolve("done").resolve("night");
        Set<String> names = Files.exists(done) ? names(done) : new TreeSet<>();
        names.removeIf(name -> name.startsWith("report"));
        return names;
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private Doorway.Running watch(String jvm, String site, String... more) throws IOException {
        List<String> arguments = Stream.concat(
                        Stream.of("watch", folder.toString(), "--settle", "0", "--poll", "1", "--site", site),
                        Stream.of(more))
                .toList();
        return doorway.start(jvm, arguments.toArray(String[]::new));
    }

    /** STAR's tables, a file a sample, and their sheet. */
    private void deliver(String name, String site) throws IOException {
        StringBuilder sheet = new StringBuilder("sample,batch\n");
        for (int s = 0; s < SAMPLES; s++) {
            StringBuilder table = new StringBuilder(
                    "N_unmapped\t1\t1\t1\nN_multimapping\t1\t1\t1\nN_noFeature\t1\t1\t1\nN_ambiguous\t1\t1\t1\n");
            for (int g = 0; g < 50; g++) {
                table.append("G%d\t%d\t%d\t0\n".formatted(g, 300 + s, 300 + s));
            }
            Files.writeString(folder.resolve("%s.S%03dReadsPerGene.out.tab".formatted(name, s)), table);
            sheet.append("%s.S%03d,R\n".formatted("night", s));
        }
        Files.writeString(folder.resolve(name + ".samples.csv"), sheet);
    }
}
