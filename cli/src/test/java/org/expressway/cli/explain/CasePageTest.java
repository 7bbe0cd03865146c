package org.expressway.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.expressway.cli.terminal.Json;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.CorrectedSample;
import org.expressway.schemas.avro.CorrectionMode;
import org.expressway.schemas.avro.CorrectionSummary;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.ModuleAttention;
import org.expressway.schemas.avro.PathwayContribution;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.QualityOutcome;
import org.expressway.schemas.avro.QualityVerdict;
import org.expressway.schemas.avro.Stage;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.testing.RandomRecords;
import org.junit.jupiter.api.Test;

class CasePageTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"&\u0007";

    private static Prediction.Builder prediction() {
        String[] symbols = {"ESR1", "GATA3", "FOXA1", "KRT5", "XBP1", "MKI67", "AGR2", "TFF1", "KRT17", "ERBB2"};
        List<Contribution> genes = new ArrayList<>();
        for (int g = 0; g < symbols.length; g++) {
            double value = (g % 3 == 2 ? -1 : 1) * 1.6 / (1 + g);
            genes.add(new Contribution("ENSG00000" + (91831 + g), value, symbols[g], g == 4));
        }
        return Prediction.newBuilder(new RandomRecords(3).next(Prediction.class))
                .setSite("LYON")
                .setSampleId("S17")
                .setSubjectId("p-5f2c9a71")
                .setBatchId("run3")
                .setStage(Stage.FINAL)
                .setCorrectionMode(CorrectionMode.SVA)
                .setRanked(List.of(
                        new SubtypeProbability("LumA", .871),
                        new SubtypeProbability("LumB", .102),
                        new SubtypeProbability("Normal", .014),
                        new SubtypeProbability("Her2", .009),
                        new SubtypeProbability("Basal", .004)))
                .setConformalSet(List.of("LumA"))
                .setAbstention(null)
                .setAbstentions(List.of())
                .setReportable(true)
                .setAtypical(false)
                .setOutOfDistribution(.24)
                .setReconstructionTail(.12)
                .setLatentTail(.55)
                .setTopProbabilitySd(.031)
                .setMarginSd(.047)
                .setCallChangeProbability(.004)
                .setFlags(List.of())
                .setImputedGenes(2)
                .setContributions(genes)
                .setCompletenessGap(.0021)
                .setExplanation(Explanation.newBuilder()
                        .setCall("LumA")
                        .setSecond("LumB")
                        .setMarginChange(4.81)
                        .setTotal(4.80)
                        .setComplete(true)
                        .setSteps(32)
                        .setImputedContribution(.32)
                        .setUnseenBaselineGenes(0)
                        .setPathways(List.of(
                                new PathwayContribution("h.all", "HALLMARK_ESTROGEN_RESPONSE_EARLY", 2.41, 187),
                                new PathwayContribution("h.all", "HALLMARK_E2F_TARGETS", 1.32, 190),
                                new PathwayContribution("progeny", "Hypoxia", -.41, 96)))
                        .setAttention(List.of(new ModuleAttention("ESTROGEN", .41), new ModuleAttention("CYCLE", .2)))
                        .build());
    }

    private static CorrectedSample corrected() {
        return CorrectedSample.newBuilder(new RandomRecords(5).next(CorrectedSample.class))
                .setQc(List.of(
                        new QualityVerdict(
                                "mitochondrial", .041, .2, QualityOutcome.PASS, "4.1 % of counts are mitochondrial"),
                        new QualityVerdict("correlation", .93, .85, QualityOutcome.PASS, "as the reference's profile")))
                .setCorrection(CorrectionSummary.newBuilder()
                        .setMode(CorrectionMode.SVA)
                        .setSamples(48)
                        .setMeanPosteriorSd(.083)
                        .setReason("48 samples with a mix of classes as in the reference")
                        .build())
                .build();
    }

    private static ExplainedCase found(Prediction prediction) {
        return ExplainedCase.of(prediction, corrected(), null, 20);
    }

    @Test
    void thePageSaysCallDoubtReasonsAndLimits() throws IOException {
        String page = CasePage.of(found(prediction().build()));
        assertThat(page)
                .contains("LYON/S17", "LumA", "87.1 %", "likely", "why LumA and not LumB", "ESR1", "+1.600")
                .contains(
                        "ESTROGEN RESPONSE EARLY",
                        "+2.410",
                        "4.1 % of counts are mitochondrial",
                        "48 samples with a mix")
                .contains("It explains the model, not the tumour", "not a medical device", "0.083", " no value")
                .doesNotContain("PROVISIONAL")
                .doesNotContain("<script");
        String keep = System.getProperty("expressway.keepPage");
        if (keep != null) {
            Files.writeString(Path.of(keep), page);
        }
    }

    @Test
    void whatComesFromOutsideIsEscapedEverywhere() {
        Prediction prediction = prediction()
                .setSampleId(HOSTILE)
                .setSubjectId(HOSTILE)
                .setBatchId(HOSTILE)
                .setFlags(List.of(HOSTILE))
                .setConformalSet(List.of(HOSTILE))
                .setRanked(List.of(new SubtypeProbability(HOSTILE, .6), new SubtypeProbability("B", .4)))
                .setContributions(List.of(new Contribution(HOSTILE, 1., HOSTILE, false)))
                .setExplanation(Explanation.newBuilder(prediction().build().getExplanation())
                        .setCall(HOSTILE)
                        .setSecond(HOSTILE)
                        .setPathways(List.of(new PathwayContribution(HOSTILE, HOSTILE, 1., 3)))
                        .setAttention(List.of(new ModuleAttention(HOSTILE, 1.)))
                        .build())
                .build();
        String page = CasePage.of(found(prediction));
        assertThat(page).contains("&lt;script&gt;").doesNotContain("<script").doesNotContain("alert('x')");
        assertThat(page.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
        assertThat(CaseText.of(found(prediction)).chars().filter(c -> c < ' ' && c != '\n'))
                .isEmpty();
    }

    @Test
    void aProvisionalOrWithheldCallIsToldFirst() {
        Prediction prediction = prediction()
                .setStage(Stage.PROVISIONAL)
                .setAbstention(AbstentionReason.AMBIGUOUS)
                .build();
        String page = CasePage.of(found(prediction));
        assertThat(page).contains("PROVISIONAL: not reportable", "No call is given (AMBIGUOUS): two or more subtypes");
        assertThat(page.indexOf("not reportable")).isLessThan(page.indexOf("class='big'"));
        assertThat(CaseText.of(found(prediction))).contains("abstained", "AMBIGUOUS", "must not be reported");
    }

    @Test
    void everyReasonIsToldAndHowFarTheCallMayBeOff() {
        Prediction withheld = prediction()
                .setAbstention(AbstentionReason.CORRECTION_UNCERTAIN)
                .setAbstentions(List.of(AbstentionReason.CORRECTION_UNCERTAIN, AbstentionReason.OUT_OF_DISTRIBUTION))
                .setReportable(false)
                .setAtypical(true)
                .build();
        String page = CasePage.of(found(withheld));
        String text = CaseText.of(found(withheld));
        assertThat(List.of(page, text))
                .allSatisfy(said -> assertThat(said)
                        .contains("CORRECTION_UNCERTAIN: ", "OUT_OF_DISTRIBUTION: ", "no subtype was likely enough")
                        .contains("3.1 %", "4.7 % (1 sd)", "at most 0.4 %")
                        .contains("24.0 %", "axes 12.0 %", "every class 55.0 %"));
        assertThat(page).contains("No call is given (OUT_OF_DISTRIBUTION)");
        assertThat(text).containsPattern("reportable +no");
        assertThat(CaseText.of(found(prediction().build()))).containsPattern("reportable +yes");
        var json = Json.parse(Json.line(CaseJson.of(found(withheld))));
        assertThat(json.get("abstentions")).hasSize(2);
        assertThat(json.get("reportable").asBoolean()).isFalse();
        assertThat(json.get("correctionError").get("marginSd").asDouble()).isEqualTo(.047);
        assertThat(json.get("strangeness").get("latentTail").asDouble()).isEqualTo(.55);
    }

    @Test
    void whatIsNotKnownOfTheDoubtIsSaid() {
        Prediction prediction = prediction()
                .setTopProbabilitySd(null)
                .setOutOfDistribution(null)
                .build();
        assertThat(CaseText.of(found(prediction)))
                .contains("nothing is known that reaches the call", "does not know what is usual");
        assertThat(Json.parse(Json.line(CaseJson.of(found(prediction))))
                        .get("strangeness")
                        .get("outOfDistribution")
                        .isNull())
                .isTrue();
    }

    @Test
    void anExplanationThatDoesNotAddUpIsMarkedEverywhere() {
        Prediction prediction = prediction()
                .setExplanation(Explanation.newBuilder(prediction().build().getExplanation())
                        .setComplete(false)
                        .build())
                .build();
        assertThat(CasePage.of(found(prediction))).contains("INCOMPLETE");
        assertThat(CaseText.of(found(prediction))).contains("INCOMPLETE");
    }

    @Test
    void aCaseThatCannotBeExplainedSaysWhyAndShowsTheRest() {
        Prediction prediction =
                prediction().setExplanation(null).setContributions(List.of()).build();
        ExplainedCase gone = ExplainedCase.of(prediction, null, null, 20);
        assertThat(gone.explained()).isFalse();
        assertThat(CasePage.of(gone)).contains("Not explained: there was no model", "no longer in Kafka");
        assertThat(CaseText.of(gone)).contains("Not explained");
        assertThat(Json.parse(Json.line(CaseJson.of(gone))).get("whyNot").asText())
                .contains("no model");
    }

    @Test
    void theJsonHoldsTheSameFigures() {
        var json = Json.parse(Json.line(CaseJson.of(found(prediction().build()))));
        assertThat(json.get("explanation").get("genes").get(0).get("symbol").asText())
                .isEqualTo("ESR1");
        assertThat(json.get("explanation").get("genes").get(4).get("imputed").asBoolean())
                .isTrue();
        assertThat(json.get("explanation").get("completenessGap").asDouble()).isEqualTo(.0021);
        assertThat(json.get("explanation").get("onRecord").asBoolean()).isTrue();
        assertThat(json.get("probabilities").get("LumB").asDouble()).isEqualTo(.102);
    }
}
