package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.expressway.infra.local.LocalPlatform;
import org.expressway.infra.local.PlatformFile;
import org.expressway.infra.local.PlatformSettings;
import org.expressway.infra.local.RunningJob;
import org.expressway.ingest.publish.Endpoints;
import org.expressway.ingest.publish.PanelRegistry;
import org.expressway.schemas.artifact.DirectoryArtifactStore;
import org.expressway.schemas.artifact.Panel;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.expressway.schemas.wire.SchemaRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples are withdrawn, then everything is derived again under another reference, with a restart on the way. */
class ReplayedReferenceTest {
    private static final int EACH = 24;
    private static final long NEW_EPOCH = 2;

    private final Cohort cohort = Cohort.of(
            300, 17, Cohort.plain("A", 2 * EACH, 2), Cohort.shifted("B", EACH, 1), Cohort.shifted("C", EACH, 1));
    private final String leavesTheOpenBatch = key("B/run1", 3);
    private final String leavesTheClosedBatch = key("B/run1", 5);

    @TempDir
    private Path folder;

    @Test
    void everyEarlierBatchIsDerivedAgainOnceAndWhatWasWithdrawnStaysSo() throws Exception {
        List<DeadLetter> letters;
        try (LocalPlatform platform = platform()) {
            live(platform.endpoints());
            letters = Committed.records(platform.endpoints(), Topics.REJECTED);
            assertThat(letters).hasSizeGreaterThan(8);
            activateWithReplay(platform);
        }
        try (LocalPlatform platform = platform()) {
            PlatformFile endpoints = platform.endpoints();
            List<String> members = without(cohort.batch("B/run1"));
            Patience.until(
                    "the closed batch again",
                    () -> keys(endpoints, Stage.FINAL, "B").equals(members));
            Patience.until(
                    "the open batch again",
                    () -> keys(endpoints, Stage.PROVISIONAL, "C").size() == EACH);

            assertThat(keys(endpoints, Stage.FINAL, "C")).as("it was open").isEmpty();
            command("run", "close", "C/run1");
            Patience.until(
                    "it to close", () -> keys(endpoints, Stage.FINAL, "C").size() == EACH);
            eachWasSaidOnce(endpoints);
            assertThat(fitSizes(endpoints, "B")).containsExactly(EACH - 1);
            assertThat(ids(Committed.records(endpoints, Topics.REJECTED))).isEqualTo(ids(letters));
            assertThat(command("withdraw", leavesTheOpenBatch, "--reason", "again", "--as", "Ada", "--json")
                            .json()
                            .get(0)
                            .get("withdrawnBefore")
                            .asBoolean())
                    .isTrue();
        }
    }

    private void live(PlatformFile endpoints) throws Exception {
        registerPanel(endpoints);
        send(endpoints, "A");
        command("reference", "build", "--batches", "A/run1");
        send(endpoints, "B");
        send(endpoints, "C");
        BadRecords.send(
                endpoints,
                new BadRecords(Committed.records(endpoints, Topics.RAW).get(0), SchemaRegistry.at(endpoints.registry()))
                        .all());
        Patience.until("all to be harmonized", () -> provisional(endpoints) == 2 * EACH);
        withdraw(leavesTheOpenBatch, "OPEN");
        Patience.until(
                "its tombstone",
                () -> Committed.tombstones(endpoints, Topics.CORRECTED).contains(leavesTheOpenBatch));
        command("run", "close", "B/run1");
        Patience.until("B to close", () -> finals(endpoints) >= EACH - 1);
        withdraw(leavesTheClosedBatch, "CLOSED");
        Patience.until(
                "its tombstone",
                () -> Committed.tombstones(endpoints, Topics.CORRECTED).contains(leavesTheClosedBatch));
        assertThat(Command.here(onThis("withdraw", "B/nobody", "--reason", "none", "--as", "Ada"))
                        .code())
                .isEqualTo(3);
    }

    private void activateWithReplay(LocalPlatform platform) {
        JobID before = job(platform);
        String id = command("reference", "build", "--batches", "A/run2", "--no-activate")
                .out()
                .strip();
        command("reference", "activate", id, "--replay");
        Patience.until("the replay to begin", () -> !job(platform).equals(before));
    }

    private void withdraw(String key, String standing) {
        Answer dry = command("withdraw", key, "--reason", "wrong tube", "--as", "Ada", "--dry-run", "--json");
        assertThat(dry.json().get(0).get("withdrawn").asBoolean()).isFalse();
        assertThat(dry.json().get(0).get("standing").asText()).isEqualTo(standing);
        Answer said = command("withdraw", key, "--reason", "wrong tube", "--as", "Ada", "--json");
        assertThat(said.json().get(0).get("withdrawn").asBoolean()).isTrue();
    }

    private void eachWasSaidOnce(PlatformFile endpoints) {
        Map<String, Long> counts = Committed.counts(
                endpoints,
                Topics.CORRECTED,
                read -> read.key() + " " + read.value().getStage() + " "
                        + read.value().getEpoch());
        assertThat(counts.values()).containsOnly(1L);
        assertThat(counts.keySet())
                .doesNotContain(
                        leavesTheOpenBatch + " PROVISIONAL " + NEW_EPOCH,
                        leavesTheClosedBatch + " PROVISIONAL " + NEW_EPOCH);
    }

    private static long provisional(PlatformFile endpoints) {
        return Committed.records(endpoints, Topics.CORRECTED).stream()
                .filter(sample -> sample.getStage() == Stage.PROVISIONAL
                        && !sample.getSite().equals("A"))
                .count();
    }

    private static long finals(PlatformFile endpoints) {
        return Committed.records(endpoints, Topics.CORRECTED).stream()
                .filter(sample ->
                        sample.getStage() == Stage.FINAL && sample.getSite().equals("B"))
                .count();
    }

    /** Of the new epoch. */
    private static List<String> keys(PlatformFile endpoints, Stage stage, String site) {
        return derived(endpoints, site)
                .filter(sample -> sample.getStage() == stage)
                .map(sample -> Keys.of(sample.getSite(), sample.getSampleId()))
                .sorted()
                .toList();
    }

    private static List<Integer> fitSizes(PlatformFile endpoints, String site) {
        return derived(endpoints, site)
                .filter(sample -> sample.getStage() == Stage.FINAL)
                .map(sample -> sample.getCorrection().getSamples())
                .distinct()
                .toList();
    }

    private static Stream<CorrectedSample> derived(PlatformFile endpoints, String site) {
        return Committed.records(endpoints, Topics.CORRECTED).stream()
                .filter(sample ->
                        sample.getEpoch() == NEW_EPOCH && sample.getSite().equals(site));
    }

    private static List<String> ids(List<DeadLetter> letters) {
        return letters.stream().map(DeadLetter::getId).sorted().collect(Collectors.toCollection(ArrayList::new));
    }

    private List<String> without(List<org.expressway.ingest.simulate.SimulatedSample> samples) {
        return Cohort.keys(samples).stream()
                .filter(key -> !key.equals(leavesTheOpenBatch) && !key.equals(leavesTheClosedBatch))
                .sorted()
                .toList();
    }

    private String key(String batch, int at) {
        return Cohort.keys(cohort.batch(batch)).get(at);
    }

    private LocalPlatform platform() {
        return LocalPlatform.start(PlatformSettings.in(folder.resolve("data")), step -> {});
    }

    private static JobID job(LocalPlatform platform) {
        return platform.pipeline().harmonize().map(RunningJob::id).orElseThrow();
    }

    private void registerPanel(PlatformFile endpoints) throws Exception {
        Endpoints at = new Endpoints(
                endpoints.bootstrap(),
                SchemaRegistry.at(endpoints.registry()),
                new DirectoryArtifactStore(Path.of(endpoints.artifacts())));
        new PanelRegistry(at).register("default", new Panel(cohort.genes()), Instant.now());
    }

    private void send(PlatformFile endpoints, String site) {
        try (Courier courier = new Courier(endpoints, cohort.genes())) {
            courier.send(cohort.site(site), 0);
            courier.flush();
        }
    }

    private Answer command(String... arguments) {
        return Command.here(onThis(arguments)).ok();
    }

    private String[] onThis(String... arguments) {
        return Stream.concat(
                        Stream.of(arguments),
                        Stream.of("--data-dir", folder.resolve("data").toString()))
                .toArray(String[]::new);
    }
}
