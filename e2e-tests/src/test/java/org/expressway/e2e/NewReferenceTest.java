package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.expressway.infra.local.RunningJob;
import org.expressway.ingest.simulate.SimulatedSample;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Another reference is activated while a batch is open. */
@ExtendWith(Storyteller.class)
class NewReferenceTest {
    private static final String OPENED_BEFORE = "D/run1";
    private static final String OPENED_AFTER = "D/run2";

    private final Story story;

    NewReferenceTest(Story story) {
        this.story = story;
    }

    @Test
    void anOpenBatchKeepsTheReferenceItWasOpenedUnder() throws IOException {
        List<SimulatedSample> open = story.cohort().batch(OPENED_BEFORE);
        publish("D1-first", open.subList(0, 12));
        Patience.until("the batch to be open", () -> corrected(open.subList(0, 12), Stage.PROVISIONAL) == 12);
        String second = activateAnother();
        publish(
                "D1-rest",
                Stream.concat(open.subList(12, open.size()).stream(), story.cohort().batch(OPENED_AFTER).stream())
                        .toList());
        story.command("run", "close", OPENED_BEFORE);
        story.command("run", "close", OPENED_AFTER);
        story.awaitFinalCalls(OPENED_BEFORE);
        story.awaitFinalCalls(OPENED_AFTER);
        activate(story.referenceId());

        assertThat(referencesOf(OPENED_BEFORE)).containsOnly(story.referenceId());
        assertThat(referencesOf(OPENED_AFTER)).containsOnly(second);
        assertThat(callsOf(OPENED_BEFORE)).allMatch(Call::scored);
        assertThat(callsOf(OPENED_AFTER))
                .as("the second reference has no model")
                .noneMatch(Call::scored);
        everyStageOnce(OPENED_BEFORE);
        everyStageOnce(OPENED_AFTER);
        theFinalValuesOf(OPENED_BEFORE, Story.REFERENCE);
        theFinalValuesOf(OPENED_AFTER, "A/run2");
    }

    private String activateAnother() {
        JobID before = job();
        String id = story.command("reference", "build", "--no-guard", "--batches", "A/run2")
                .out()
                .strip();
        Patience.until("the job to go on with it", () -> !job().equals(before));
        assertThat(story.command("reference", "list", "--json").json())
                .filteredOn(row -> row.get("active").asBoolean())
                .extracting(row -> row.get("referenceId").asText())
                .containsExactly(id);
        return id;
    }

    private void activate(String id) {
        JobID before = job();
        story.command("reference", "activate", id.substring(0, 12));
        Patience.until("the job to go back", () -> !job().equals(before));
    }

    private JobID job() {
        return story.platform().pipeline().harmonize().map(RunningJob::id).orElseThrow();
    }

    private void publish(String name, List<SimulatedSample> samples) throws IOException {
        story.publish(LabFolder.ofStudy(story.files(name), story.cohort().genes(), samples));
    }

    private long corrected(List<SimulatedSample> samples, Stage stage) {
        List<String> keys = Cohort.keys(samples);
        return story.corrected().seen().stream()
                .filter(s -> s.stage() == stage && keys.contains(s.key()))
                .count();
    }

    private List<String> referencesOf(String batch) {
        return records(batch).map(CorrectedSample::getReferenceId).distinct().toList();
    }

    private Stream<CorrectedSample> records(String batch) {
        return story.read(Topics.CORRECTED).stream().filter(s -> batch.equals(Keys.of(s.getSite(), s.getBatchId())));
    }

    private List<Call> callsOf(String batch) {
        List<String> keys = Cohort.keys(story.cohort().batch(batch));
        return story.calls().seen().stream()
                .filter(call -> keys.contains(call.key()))
                .toList();
    }

    private void everyStageOnce(String batch) {
        assertThat(callsOf(batch).stream().collect(Collectors.groupingBy(Call::sighting, Collectors.counting())))
                .hasSize(2 * story.cohort().batch(batch).size())
                .allSatisfy((sighting, n) -> assertThat(n).as("%s", sighting).isEqualTo(1));
    }

    private void theFinalValuesOf(String batch, String reference) {
        NaiveBatch naive = NaiveBatch.against(story.cohort().batch(reference));
        assertThat(naive.largestDifference(
                        story.cohort().batch(batch), records(batch).toList()))
                .as("largest difference of %s in log2 units", batch)
                .isLessThanOrEqualTo(1e-5);
    }
}
