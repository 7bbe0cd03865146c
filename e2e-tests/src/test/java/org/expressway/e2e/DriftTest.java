package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.schemas.avro.DriftReading;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A new reagent lot at one of two laboratories, through the real platform: raised where it is, with its cause, and not where
 * nothing changed. The platform is stopped and started again in the middle.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftTest {
    private static final int GENES = 400;
    private static final int RUN = 40;
    private static final int BEFORE = 2 * RUN;
    private static final String CHANGED = "B/-/-";
    private static final String STEADY = "C/-/-";

    private static Path folder;
    private static LocalPlatform platform;

    @BeforeAll
    static void aPlatformWithAModel() throws Exception {
        folder = Files.createTempDirectory("expressway-drift");
        platform = start();
        Path reference = folder.resolve("reference");
        JsonNode files = Command.here(
                        "simulate", "--reference-out", reference.toString(), "--genes", "" + GENES, "--json")
                .ok()
                .json()
                .get(0);
        String sheet = reference.resolve("samples.tsv").toString();
        here(
                        "publish",
                        "--matrix",
                        reference.resolve("counts.tsv.gz").toString(),
                        "--samples",
                        sheet,
                        "--panel",
                        "simulated-" + GENES,
                        "--unit",
                        "counts",
                        "--already-pseudonymous")
                .ok();
        List<String> batches = new ArrayList<>();
        files.get("batches").forEach(batch -> batches.add(batch.asText()));
        here("reference", "build", "--batches", String.join(",", batches.subList(0, 3)))
                .ok();
        batches.forEach(batch -> here("run", "close", batch).ok());
        here("label", "--samples", sheet, "--label-column", "subtype").ok();
        int samples = files.get("samples").asInt();
        Patience.until("the history is final", () -> finals() == samples);
        Command.process(folder, on("train", "--recipe", "logistic", "--seed", "1"))
                .ok();
    }

    @AfterAll
    static void clean() throws Exception {
        platform.close();
        Trash.delete(folder);
    }

    @Test
    @Order(1)
    void aSteadyPlatformRaisesNothing() {
        simulate(2 * BEFORE);
        untilRead(2 * BEFORE);
        assertThat(alarms("B")).isEmpty();
        assertThat(alarms("C")).isEmpty();
    }

    @Test
    @Order(2)
    void aLotChangeIsRaisedWhereItIsAndARestartCountsNoSampleTwice() throws Exception {
        platform.close();
        platform = start();
        simulate(2 * BEFORE);
        untilRead(4 * BEFORE);
        assertThat(alarms("C")).isEmpty();
        List<JsonNode> alarms = alarms("B");
        assertThat(alarms).hasSize(1);
        JsonNode alarm = alarms.get(0);
        assertThat(alarm.get("chart").asText()).isEqualTo(CHANGED);
        assertThat(alarm.get("state").asText()).isEqualTo("RAISED");
        assertThat(alarm.get("cause").asText()).isEqualTo("INSTRUMENT_OR_LOT");
        assertThat(alarm.get("channel").asText()).isIn("ENERGY", "GENES");
        // It may be raised by the energy after three samples, when none can be named yet: they are told later.
        assertThat(alarm.get("genes")).isNotEmpty();
        assertThat(number(alarm.get("raisedBySample"))).isBetween(BEFORE + 1, 2 * BEFORE);
        List<Integer> order = order("B");
        int changed = (int) order.stream().takeWhile(n -> n <= BEFORE).count();
        assertThat(order.indexOf(number(alarm.get("firstSample")))).isBetween(changed - 30, changed + 20);
        everySampleIsReadOnce();
    }

    @Test
    @Order(3)
    void anAlarmIsShownAndAnsweredFor() throws Exception {
        Path page = folder.resolve("alarm.html");
        here("drift", "show", CHANGED, "--html", page.toString()).ok();
        assertThat(Files.readString(page)).contains("Drift of " + CHANGED, "<polyline", "Genes that have moved");
        here("drift", "ack", CHANGED, "--as", "ada", "--why", "a new lot").ok();
        assertThat(alarms("B")).singleElement().satisfies(alarm -> {
            assertThat(alarm.get("state").asText()).isEqualTo("ACKNOWLEDGED");
            assertThat(alarm.get("acknowledgedBy").asText()).isEqualTo("ada");
        });
        assertThat(here("drift", "show", "nowhere").code()).isEqualTo(3);
        JsonNode calibrated = here("drift", "calibrate", "--charts", "2", "--samples-per-month", "500", "--json")
                .ok()
                .json()
                .get(0);
        assertThat(calibrated.get("targetRunLength").asInt()).isEqualTo(1000);
        assertThat(calibrated.get("achievedRunLength").asDouble()).isGreaterThan(100);
    }

    /** Numbers of a site's samples as its chart has read them: its partitions take turns. */
    private static List<Integer> order(String site) {
        return readings().stream()
                .filter(reading -> reading.getSite().equals(site))
                .map(reading -> number(reading.getSampleId()))
                .toList();
    }

    private static void everySampleIsReadOnce() {
        List<DriftReading> readings = readings();
        assertThat(readings)
                .extracting(r -> Keys.of(r.getSite(), r.getSampleId()))
                .doesNotHaveDuplicates();
        Map<String, List<Long>> counts = readings.stream()
                .collect(Collectors.groupingBy(
                        r -> Keys.ofChart(r.getSite(), r.getInstrument(), r.getLineage()),
                        Collectors.mapping(DriftReading::getSamples, Collectors.toList())));
        assertThat(counts).containsOnlyKeys(CHANGED, STEADY);
        counts.values()
                .forEach(seen -> assertThat(seen)
                        .containsExactlyElementsOf(
                                Stream.iterate(1L, n -> n + 1).limit(2 * BEFORE).toList()));
    }

    private static void simulate(int samples) {
        here(
                        "simulate",
                        "--rate",
                        "100",
                        "--samples",
                        "" + samples,
                        "--run-size",
                        "" + RUN,
                        "--drift",
                        "lot",
                        "--at",
                        "" + BEFORE)
                .ok();
    }

    private static void untilRead(int samples) {
        Patience.until(samples + " readings", () -> readings().size() >= samples);
    }

    /** Of the two laboratories that send; the history of the third is scored and charted too. */
    private static List<DriftReading> readings() {
        return Committed.records(platform.endpoints(), Topics.DRIFT_READING).stream()
                .filter(reading -> !reading.getSite().equals("A"))
                .toList();
    }

    private static List<JsonNode> alarms(String site) {
        return here("drift", "list", "--site", site, "--json").ok().json();
    }

    private static long finals() {
        return Committed.records(platform.endpoints(), Topics.CORRECTED).stream()
                .filter(sample -> sample.getStage() == Stage.FINAL)
                .count();
    }

    private static int number(JsonNode sample) {
        return number(sample.asText());
    }

    private static int number(String sample) {
        return Integer.parseInt(sample.replaceAll("\\D", ""));
    }

    private static LocalPlatform start() throws Exception {
        return LocalPlatform.start(PlatformSettings.in(folder.resolve("data")), step -> {});
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
