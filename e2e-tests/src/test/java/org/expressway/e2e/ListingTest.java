package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What programs read from the command. */
@ExtendWith(Storyteller.class)
class ListingTest {
    private final Story story;

    ListingTest(Story story) {
        this.story = story;
    }

    @Test
    void predictionsComeAsOneJsonObjectASample() {
        List<JsonNode> rows = story.command("predictions", "--json").json();
        Set<String> keys = story.calls().seen().stream().map(Call::key).collect(Collectors.toSet());
        assertThat(rows).extracting(ListingTest::key).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(keys);
        assertThat(rows)
                .filteredOn(row -> row.get("batchId").asText().equals("run1")
                        && row.get("site").asText().equals("B"))
                .hasSize(story.cohort().batch("B/run1").size())
                .allSatisfy(row -> {
                    assertThat(row.get("stage").asText()).isEqualTo("FINAL");
                    assertThat(row.get("bundleSha256").asText()).isEqualTo(story.bundle());
                    assertThat(row.get("probability").asDouble()).isBetween(.2, 1.);
                    assertThat(row.get("probabilities")).hasSize(5);
                });
    }

    @Test
    void allStagesAreListedWhenAskedFor() {
        assertThat(story.command("predictions", "--all", "--json").json())
                .hasSize(story.calls().seen().size());
    }

    @Test
    void predictionsComeAsCsvWithAHeader() {
        List<String> lines =
                story.command("predictions", "--csv", "--site", "B").lines();
        assertThat(lines.get(0)).startsWith("site,sample,subject,batch,stage,subtype,probability,");
        assertThat(lines.subList(1, lines.size()))
                .hasSize(story.cohort().site("B").size())
                .allMatch(line -> line.startsWith("B,"))
                .allMatch(line -> line.split(",", -1).length == lines.get(0).split(",", -1).length);
    }

    @Test
    void modelsTellTheChampionOfEachReference() {
        List<JsonNode> rows = story.command("models", "list", "--json").json();
        assertThat(rows)
                .filteredOn(row -> row.get("referenceId").asText().equals(story.referenceId()))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("alias").asText()).isEqualTo("champion");
                    assertThat(row.get("classes")).hasSize(5);
                    assertThat(row.at("/metrics/baseline/accuracy").asDouble()).isBetween(.2, 1.);
                    assertThat(row.get("samples").asInt()).isGreaterThanOrEqualTo(96);
                });
    }

    @Test
    void oneReferenceIsActive() {
        List<JsonNode> rows = story.command("reference", "list", "--json").json();
        assertThat(rows)
                .filteredOn(row -> row.get("active").asBoolean())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("referenceId").asText()).isEqualTo(story.referenceId());
                    assertThat(row.get("samples").asInt()).isEqualTo(48);
                    assertThat(row.get("batches").get(0).asText()).isEqualTo(Story.REFERENCE);
                    assertThat(row.get("classes")).hasSize(5);
                });
    }

    @Test
    void everyRejectedRecordIsListedOnceWithItsReason() {
        List<JsonNode> rows = story.command("rejected", "--json").json();
        assertThat(rows)
                .hasSize(story.read(Topics.REJECTED).size())
                .hasSize(story.bad().size());
        assertThat(new HashSet<>(
                        rows.stream().map(row -> row.get("id").asText()).toList()))
                .hasSameSizeAs(rows);
        assertThat(rows)
                .extracting(row -> row.get("reason").asText())
                .containsExactlyInAnyOrderElementsOf(
                        story.bad().stream().map(bad -> bad.reason().name()).toList());
    }

    private static String key(JsonNode row) {
        return row.get("site").asText() + "/" + row.get("sampleId").asText();
    }
}
