package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.expressway.ingest.simulate.SimulatedSample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second model comes into service while samples are under way. */
@ExtendWith(Storyteller.class)
class NewReleaseTest {
    private final Story story;

    NewReleaseTest(Story story) {
        this.story = story;
    }

    @Test
    void aNewReleaseIsTakenUpWithoutLosingOrDoublingASample() throws IOException, InterruptedException {
        List<SimulatedSample> during = story.cohort().batch("C/run1");
        String bundle;
        try (Courier courier = new Courier(story.endpoints(), story.cohort().genes())) {
            Thread sending = new Thread(() -> courier.send(during, 2), "samples during the release");
            sending.start();
            JsonNode release = story.train("--recipe", "dense", "--seed", "2");
            bundle = release.get("bundleSha256").asText();
            assertThat(bundle).isNotEqualTo(story.bundle());
            story.command("models", "promote", bundle, "--why", "a second opinion", "--as", "ada", "--despite-gate")
                    .ok();
            sending.join();
        }
        awaitCalls(Cohort.keys(during));
        story.publish(LabFolder.ofStudy(
                story.files("C2"), story.cohort().genes(), story.cohort().batch("C/run2")));
        story.command("run", "close", "C/run1");
        story.command("run", "close", "C/run2");
        story.awaitFinalCalls("C/run1");
        story.awaitFinalCalls("C/run2");

        everyStageIsScoredOnce(story.cohort().site("C"));
        afterTheFirstCallOfTheNewModelNoneIsOfTheOld(bundle);
        assertThat(callsOf(Cohort.keys(story.cohort().batch("C/run2"))))
                .as("a batch published after the release")
                .allMatch(call -> call.bundle().equals(bundle));
    }

    private void awaitCalls(List<String> keys) {
        Patience.until(
                "a first prediction of each",
                () -> callsOf(keys).stream().map(Call::key).distinct().count() == keys.size());
    }

    private void everyStageIsScoredOnce(List<SimulatedSample> samples) {
        Map<Sighting, Long> counts = callsOf(Cohort.keys(samples)).stream()
                .collect(Collectors.groupingBy(Call::sighting, Collectors.counting()));
        assertThat(counts).hasSize(2 * samples.size());
        assertThat(counts.values()).containsOnly(1L);
    }

    /** The scorer takes a release up between two records, and reads each partition in order. */
    private void afterTheFirstCallOfTheNewModelNoneIsOfTheOld(String bundle) {
        Map<Integer, List<Call>> byPartition = callsOf(
                        Cohort.keys(story.cohort().site("C")))
                .stream()
                .sorted(Comparator.comparingLong(call -> call.corrected().offset()))
                .collect(Collectors.groupingBy(call -> call.corrected().partition()));
        byPartition.values().forEach(calls -> {
            List<String> bundles = new ArrayList<>(calls.stream()
                    .map(Call::bundle)
                    .dropWhile(b -> !b.equals(bundle))
                    .toList());
            assertThat(bundles).isNotEmpty().containsOnly(bundle);
        });
    }

    private List<Call> callsOf(List<String> keys) {
        return story.calls().seen().stream()
                .filter(call -> keys.contains(call.key()))
                .toList();
    }
}
