package org.expressway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.expressway.e2e.ScorerAlone.Keyed;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.Label;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.ReleaseAlias;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.topic.Keys;
import org.expressway.schemas.topic.Topics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A laboratory's way with calls: labels come and are compared, a call is signed, another model is promoted, samples are scored
 * again, the signed call is amended and signed anew, and the model is rolled back. The second model is the first with its
 * classes' names moved on by one, so that it calls every sample otherwise.
 */
@ExtendWith(Storyteller.class)
class SignedCallsTest {
    private static final String BATCH = "B/run1";
    private static final int MISLABELLED = 2;

    private final Story story;

    SignedCallsTest(Story story) {
        this.story = story;
    }

    @Test
    void aSignedCallIsAmendedByAnotherModelAndNeverReplaced() throws Exception {
        try (ScorerAlone lab = ScorerAlone.start()) {
            List<CorrectedSample> samples = samples();
            String first = lab.store(story.firstBundle());
            lab.release(story.firstRelease(), first, ReleaseAlias.CHAMPION);
            awaitServing(lab, first);
            lab.send(samples);
            awaitCalls(lab, samples.size());

            performanceCountsTheLabelsThatCame(lab, samples);
            String sample = sign(lab, samples.get(0));
            String second = lab.store(story.renamedBundle(1));
            lab.release(story.firstRelease(), second, ReleaseAlias.CHALLENGER);
            promoteAndScoreAgain(lab, second, samples.size());
            theSignedCallIsAmendedUntilItIsSignedAnew(lab, sample);
            rollBack(lab, first);
        }
    }

    private void performanceCountsTheLabelsThatCame(ScorerAlone lab, List<CorrectedSample> samples) {
        List<Keyed<Label>> labels = new ArrayList<>();
        for (Prediction call : Committed.records(lab.endpoints(), Topics.PREDICTION)) {
            int rank = labels.size() < MISLABELLED ? 1 : 0;
            String subtype = call.getRanked().get(rank).getSubtype();
            labels.add(new Keyed<>(
                    Keys.of(call.getSite(), call.getSampleId()),
                    new Label(call.getSampleId(), call.getSite(), subtype, "test", Instant.now())));
        }
        lab.put(Topics.LABEL, labels);
        JsonNode all = lab.command("performance", "--json").json().get(0);
        assertThat(all.get("stage").asText()).isEqualTo("FINAL");
        assertThat(all.get("labelled").asInt()).isEqualTo(samples.size());
        assertThat(all.get("accuracy").asDouble()).isEqualTo((double) (samples.size() - MISLABELLED) / samples.size());
        assertThat(all.get("expectedAccuracy").asDouble()).isBetween(.2, 1.);
        assertThat(lab.command("performance", "--by", "class", "--csv").lines())
                .hasSizeGreaterThan(3)
                .allMatch(line -> line.split(",", -1).length == 19);
    }

    private static String sign(ScorerAlone lab, CorrectedSample signed) {
        String sample = Keys.of(signed.getSite(), signed.getSampleId());
        String[] sign = {
            "sign",
            sample,
            "--as",
            "ada",
            "--meaning",
            "reviewed and released",
            "--yes",
            "--json",
            "--despite-abstention",
            "seen"
        };
        Answer answer = lab.command(sign);
        assertThat(answer.json().get(0).get("predictionSha256").asText()).hasSize(64);
        assertThat(answer.err()).contains("call", "second", "margin", "stage", "flags");
        assertThat(lab.command(sign).json().get(0).get("signatureId"))
                .as("twice is once")
                .isEqualTo(answer.json().get(0).get("signatureId"));
        assertThat(lab.answer("sign", sample, "--prediction", "0000", "--as", "ada", "--meaning", "m", "--yes")
                        .code())
                .as("another prediction than the one of record")
                .isEqualTo(5);
        return sample;
    }

    private static void promoteAndScoreAgain(ScorerAlone lab, String second, int samples) {
        lab.command("models", "promote", second, "--why", "a test", "--as", "ada");
        String reference = lab.command("models", "list", "--json")
                .json()
                .get(0)
                .get("referenceId")
                .asText();
        String[] rescore = {
            "models", "rescore", "--reference", reference, "--why", "a new champion", "--as", "ada", "--json"
        };
        assertThat(lab.command(rescore).json().get(0).get("scoredAgain").asInt())
                .isEqualTo(samples);
        awaitCalls(lab, 2 * samples);
        assertThat(lab.command(rescore).json().get(0).get("scoredAgain").asInt())
                .as("twice is once")
                .isZero();
        assertThat(Committed.records(lab.endpoints(), Topics.PREDICTION))
                .extracting(Prediction::getId)
                .hasSize(2 * samples)
                .doesNotHaveDuplicates();
    }

    private static void theSignedCallIsAmendedUntilItIsSignedAnew(ScorerAlone lab, String sample) {
        assertThat(lab.command("signed", "list", "--amended", "--json").json())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("site").asText() + "/"
                                    + row.get("sampleId").asText())
                            .isEqualTo(sample);
                    assertThat(row.get("now")).isNotEqualTo(row.get("subtype"));
                });
        assertThat(lab.command("predictions", "--signed", "--json").json())
                .singleElement()
                .satisfies(row -> assertThat(row.get("signOff").asText()).isEqualTo("AMENDED"));
        assertThat(lab.answer("status", "--json")
                        .json()
                        .get(0)
                        .get("openAmendments")
                        .asInt())
                .isEqualTo(1);
        lab.command("sign", sample, "--as", "ada", "--meaning", "seen", "--yes", "--despite-abstention", "seen");
        assertThat(lab.command("signed", "list", "--amended", "--json").json()).isEmpty();
        assertThat(lab.command("predictions", "--signed", "--json").json())
                .singleElement()
                .satisfies(row -> assertThat(row.get("signOff").asText()).isEqualTo("SIGNED"));
    }

    private static void rollBack(ScorerAlone lab, String first) {
        lab.command("models", "rollback", "--why", "a test", "--as", "ada");
        long begun = System.nanoTime();
        awaitServing(lab, first);
        System.err.printf("a rollback was told by the scorer after %d ms%n", (System.nanoTime() - begun) / 1_000_000);
    }

    private static void awaitServing(ScorerAlone lab, String bundle) {
        Patience.until(
                "the scorer to serve " + bundle,
                () -> lab.command("models", "list", "--json").json().stream()
                        .anyMatch(row -> row.get("bundleSha256").asText().equals(bundle)
                                && row.get("serving").asText().equals(bundle)));
    }

    private List<CorrectedSample> samples() {
        List<String> keys = Cohort.keys(story.cohort().batch(BATCH));
        return story.read(Topics.CORRECTED).stream()
                .filter(sample -> sample.getStage() == Stage.FINAL)
                .filter(sample -> sample.getReferenceId().equals(story.referenceId()))
                .filter(sample -> keys.contains(Keys.of(sample.getSite(), sample.getSampleId())))
                .toList();
    }

    private static void awaitCalls(ScorerAlone lab, int number) {
        Patience.until(
                number + " predictions",
                () -> Committed.records(lab.endpoints(), Topics.PREDICTION).size() == number);
    }
}
