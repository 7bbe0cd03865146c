package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.DeadLetter;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a laboratory's file to a prediction. */
@ExtendWith(Storyteller.class)
class WholeWayTest {
    private final Story story;

    WholeWayTest(Story story) {
        this.story = story;
    }

    @Test
    void everyStudySampleHasOnePredictionPerStage() {
        Map<Sighting, Long> counts = predictionCounts();
        for (String batch : Story.STUDY_BATCHES) {
            for (String key : Cohort.keys(story.cohort().batch(batch))) {
                assertThat(counts).containsEntry(Sighting.provisional(key), 1L).containsEntry(Sighting.last(key), 1L);
            }
        }
        assertThat(counts.keySet())
                .as("no other stage")
                .allMatch(s -> s.stage() == Stage.PROVISIONAL || s.stage() == Stage.FINAL);
    }

    @Test
    void everyPredictionNamesItsModelAndItsReference() {
        List<String> keys = Cohort.keys(story.cohort().batch("B/run1"));
        assertThat(story.calls().seen())
                .filteredOn(call -> keys.contains(call.key()))
                .hasSize(2 * keys.size())
                .allMatch(call -> call.bundle().equals(story.bundle()))
                .allMatch(call -> call.reference().equals(story.referenceId()))
                .allMatch(Call::scored);
    }

    @Test
    void samplesOfTheReferenceAreFinalAtOnce() {
        Map<Sighting, Long> predictions = predictionCounts();
        Map<Sighting, Long> corrected = story.corrected().counts();
        for (String key : Cohort.keys(story.cohort().batch(Story.REFERENCE))) {
            assertThat(predictions).containsEntry(Sighting.last(key), 1L).doesNotContainKey(Sighting.provisional(key));
            assertThat(corrected).containsEntry(Sighting.last(key), 1L).doesNotContainKey(Sighting.provisional(key));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Story.CONTROL, Story.BLANK})
    void controlsAndBlanksAreCorrectedButNotScored(String key) {
        assertThat(story.corrected().counts())
                .containsEntry(Sighting.provisional(key), 1L)
                .containsEntry(Sighting.last(key), 1L);
        assertThat(story.calls().seen()).noneMatch(call -> call.key().equals(key));
    }

    @Test
    void everyBadRecordIsOneDeadLetterWithItsOwnBytes() {
        Map<String, DeadLetter> letters = new HashMap<>();
        for (DeadLetter letter : story.read(Topics.REJECTED)) {
            assertThat(letters.put(letter.getId(), letter))
                    .as("a second letter of %s", letter.getId())
                    .isNull();
        }
        List<DeadLetter> left = new ArrayList<>(letters.values());
        for (BadRecords.Bad bad : story.bad()) {
            DeadLetter letter =
                    left.stream().filter(l -> isOf(l, bad)).findFirst().orElseThrow(() -> new AssertionError(bad));
            left.remove(letter);
            assertThat(letter.getReason()).as("%s", bad).isEqualTo(bad.reason());
            assertThat(letter.getMessage()).isNotBlank();
            assertThat(letter.getHeaders()).anySatisfy(header -> {
                assertThat(header.getKey()).isEqualTo(BadRecords.HEADER);
                assertThat(header.getValue()).isEqualTo(ByteBuffer.wrap(BadRecords.HEADER_VALUE));
            });
        }
        assertThat(left).isEmpty();
    }

    private static boolean isOf(DeadLetter letter, BadRecords.Bad bad) {
        ByteBuffer value = bad.value() == null ? null : ByteBuffer.wrap(bad.value());
        return letter.getOrigin().getTopic().equals(bad.topic())
                && Objects.equals(letter.getKey(), ByteBuffer.wrap(bad.key().getBytes(StandardCharsets.UTF_8)))
                && Objects.equals(letter.getValue(), value);
    }

    /** B/run1 has a control and a blank among its members, which must not enter the fit. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"A/run2", "B/run1", "B/run2"})
    void finalValuesEqualABatchCombatComputedTheLongWay(String batch) {
        NaiveBatch naive = NaiveBatch.against(story.cohort().batch(Story.REFERENCE));
        List<CorrectedSample> records = story.read(Topics.CORRECTED).stream()
                .filter(record -> batch.equals(Keys.of(record.getSite(), record.getBatchId())))
                .toList();
        double largest = naive.largestDifference(story.cohort().batch(batch), records);
        System.out.printf("%s: FINAL differs from the batch ComBat by at most %.1e log2 units%n", batch, largest);
        assertThat(largest).as("log2 units").isLessThanOrEqualTo(1e-5);
    }

    @Test
    void aPredictionRanksAllSubtypesAndTheirProbabilitiesSumToOne() {
        for (Prediction prediction : story.read(Topics.PREDICTION)) {
            if (prediction.getAbstention() == null) {
                double sum = prediction.getRanked().stream()
                        .mapToDouble(r -> r.getProbability())
                        .sum();
                assertThat(prediction.getRanked()).hasSize(5);
                assertThat(sum).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void thePlatformIsHealthyAndNothingWaits() {
        Patience.until(
                "no lag",
                () -> story.command("status", "--json").json().get(0).get("parts").findValues("lag").stream()
                        .allMatch(lag -> lag.isNull() || lag.asLong() == 0));
        JsonNode status = story.command("status", "--json").json().get(0);
        assertThat(status.get("healthy").asBoolean()).isTrue();
        assertThat(status.get("parts").findValuesAsText("name"))
                .containsExactly("kafka", "registry", "harmonize", "scorer");
        assertThat(status.get("parts").findValuesAsText("state")).containsOnly("UP");
        assertThat(status.get("activeReference").asText()).isEqualTo(story.referenceId());
    }

    @Test
    void publishingTheSameFilesAgainAddsNothing() {
        Map<Sighting, Long> corrected = story.corrected().counts();
        Map<Sighting, Long> predictions = predictionCounts();
        int rejected = story.read(Topics.REJECTED).size();
        story.publish(story.siteB());
        thePlatformIsHealthyAndNothingWaits();
        assertThat(story.corrected().counts()).isEqualTo(corrected);
        assertThat(predictionCounts()).isEqualTo(predictions);
        assertThat(story.read(Topics.REJECTED)).hasSize(rejected);
    }

    private Map<Sighting, Long> predictionCounts() {
        return story.calls().seen().stream().collect(Collectors.groupingBy(Call::sighting, Collectors.counting()));
    }
}
