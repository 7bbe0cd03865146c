package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.ingest.simulate.SimulatedRuns;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.ExpressionSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The three doors beside {@code publish}, each to its corrected records: a LIMS over HTTP, a sequencer that also sends what
 * is broken, a watched folder. One platform lives through these tests; its reference is that of the simulator.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorsTest {
    private static final int GENES = 400;
    private static final int RUN = 10;
    private static final String PANEL = "simulated-" + GENES;
    private static final SimulatedRuns RUNS = SimulatedRuns.of(GENES, 2, RUN, 1);
    private static final Pattern ADDRESS = Pattern.compile("gateway at (http://\\S+)/v1/openapi.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Path folder;
    private static LocalPlatform platform;

    @BeforeAll
    static void aPlatformWithTheSimulatorsReference() throws Exception {
        folder = Files.createTempDirectory("expressway-doors");
        platform = LocalPlatform.start(PlatformSettings.in(folder.resolve("data")), step -> {});
        Path reference = folder.resolve("reference");
        JsonNode files = Command.here(
                        "simulate", "--reference-out", reference.toString(), "--genes", "" + GENES, "--json")
                .ok()
                .json()
                .get(0);
        here(
                        "publish",
                        "--matrix",
                        reference.resolve("counts.tsv.gz").toString(),
                        "--samples",
                        reference.resolve("samples.tsv").toString(),
                        "--panel",
                        PANEL,
                        "--unit",
                        "counts",
                        "--already-pseudonymous")
                .ok();
        String batch = files.get("batches").get(0).asText();
        here("reference", "build", "--no-guard", "--batches", batch).ok();
    }

    @AfterAll
    static void clean() throws Exception {
        platform.close();
        Trash.delete(folder);
    }

    @Test
    @Order(1)
    void whatALimsPostsIsCorrectedWhenItClosesTheRun() throws Exception {
        List<SimulatedSample> samples = RUNS.run(1, 0);
        Path said = folder.resolve("gateway.err");
        Process gateway = new ProcessBuilder(
                        Command.line(List.of("-Xmx500m"), on("gateway", "--port", "0", "--already-pseudonymous")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(said.toFile())
                .start();
        try {
            Patience.until(
                    "the gateway", () -> ADDRESS.matcher(Files.readString(said)).find());
            Matcher address = ADDRESS.matcher(Files.readString(said));
            assertThat(address.find()).isTrue();
            HttpResponse<String> posted = post(address.group(1) + "/v1/samples", json(samples));
            assertThat(posted.statusCode()).as(posted.body()).isEqualTo(201);
            HttpResponse<String> closed = post(
                    address.group(1) + "/v1/runs/" + samples.get(0).batchId() + "/close",
                    Map.of(
                            "site",
                            samples.get(0).site(),
                            "sampleIds",
                            samples.stream().map(SimulatedSample::sampleId).toList()));
            assertThat(closed.statusCode()).as(closed.body()).isEqualTo(200);
        } finally {
            gateway.destroy();
            assertThat(gateway.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        }
        untilFinal(Set.copyOf(Cohort.keys(samples)));
        assertThat(rejected()).isEmpty();
    }

    /** Each good sample is corrected, each broken record is one dead letter, and nothing else is. */
    @Test
    @Order(2)
    void whatASequencerSendsIsCorrectedOrOneDeadLetter() {
        JsonNode report = here(
                        "simulate",
                        "--rate",
                        "100",
                        "--samples",
                        "40",
                        "--run-size",
                        "" + RUN,
                        "--faulty",
                        "0.5",
                        "--json")
                .ok()
                .json()
                .get(0);
        int broken = report.get("broken").asInt();
        assertThat(report.get("samples").asInt()).isEqualTo(40);
        assertThat(broken).isBetween(1, 39);
        Set<String> good = Committed.records(platform.endpoints(), Topics.RAW).stream()
                .filter(sample -> sample.getProvenance() != null
                        && "simulated".equals(sample.getProvenance().getFileName()))
                .filter(sample ->
                        sample.getPanelId().equals(report.get("panelId").asText()))
                .map(DoorsTest::key)
                .collect(Collectors.toSet());
        Patience.until("a letter for each broken record", () -> rejected().size() >= broken);
        Patience.until(
                "forty samples to be FINAL",
                () -> last().stream().filter(good::contains).count() >= 40);
        assertThat(rejected())
                .extracting(DeadLetter::getId)
                .doesNotHaveDuplicates()
                .hasSize(broken);
    }

    @Test
    @Order(3)
    void whatIsPutIntoAWatchedFolderIsCorrectedAndMoved() throws Exception {
        List<SimulatedSample> samples = RUNS.run(1, 20);
        LabFolder lab = LabFolder.ofStudy(folder.resolve("lab"), RUNS.genes(), samples);
        Path watched = Files.createDirectory(folder.resolve("watched"));
        Files.move(lab.matrix(), watched.resolve("night.matrix.tsv.gz"));
        Files.move(lab.sheet(), watched.resolve("night.samples.tsv"));
        here("watch", watched.toString(), "--once", "--settle", "0", "--panel", PANEL, "--already-pseudonymous")
                .ok();
        assertThat(watched.resolve("done/night")).isDirectoryContaining("glob:**night.matrix.tsv.gz");
        here("run", "close", samples.get(0).site() + "/" + samples.get(0).batchId())
                .ok();
        untilFinal(Set.copyOf(Cohort.keys(samples)));
    }

    private static List<Map<String, Object>> json(List<SimulatedSample> samples) {
        return samples.stream()
                .map(sample -> Map.of(
                        "sampleId", sample.sampleId(),
                        "site", sample.site(),
                        "batchId", sample.batchId(),
                        "subjectId", sample.subject(),
                        "unit", "counts",
                        "panel", PANEL,
                        "values", (Object) values(sample)))
                .toList();
    }

    private static Map<String, Float> values(SimulatedSample sample) {
        Map<String, Float> values = new LinkedHashMap<>();
        for (int g = 0; g < GENES; g++) {
            values.put(RUNS.genes().get(g), sample.counts()[g]);
        }
        return values;
    }

    private static HttpResponse<String> post(String address, Object body) throws Exception {
        String token = Files.readString(folder.resolve("data/gateway/token")).strip();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void untilFinal(Set<String> keys) {
        Patience.until("FINAL records of all", () -> last().containsAll(keys));
    }

    /** Samples whose correction is FINAL. */
    private static Set<String> last() {
        return Committed.counts(platform.endpoints(), Topics.CORRECTED, Sighting::corrected).keySet().stream()
                .filter(sighting -> sighting.stage() == Stage.FINAL)
                .map(Sighting::key)
                .collect(Collectors.toSet());
    }

    private static List<DeadLetter> rejected() {
        return Committed.records(platform.endpoints(), Topics.REJECTED);
    }

    private static String key(ExpressionSample sample) {
        return sample.getSite() + "/" + sample.getSampleId();
    }

    private static Answer here(String... arguments) {
        return Command.here(on(arguments));
    }

    private static String[] on(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--data-dir", folder.resolve("data").toString()))
                .toArray(String[]::new);
    }
}
