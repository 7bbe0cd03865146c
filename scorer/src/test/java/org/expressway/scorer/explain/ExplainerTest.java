package org.expressway.scorer.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.expressway.schemas.avro.AbstentionReason;
import org.expressway.schemas.avro.Contribution;
import org.expressway.schemas.avro.Explanation;
import org.expressway.schemas.avro.GeneSetMembers;
import org.expressway.schemas.avro.ModelBundle;
import org.expressway.schemas.avro.PathwayContribution;
import org.expressway.schemas.avro.Prediction;
import org.expressway.schemas.avro.SubtypeProbability;
import org.expressway.schemas.testing.RandomRecords;
import org.expressway.schemas.wire.FloatVector;
import org.junit.jupiter.api.Test;

class ExplainerTest {
    private static final int GENES = 6;
    private static final float[][] WEIGHTS = {{1, 0, 0}, {0, 2, 0}, {0, 0, 3}, {-1, 1, 0}, {.5f, 0, -.5f}, {0, 0, 0}};
    private static final float[] MEANS = {5, 5, 5, 5, 5, 5};
    private static final float[] CENTROIDS = {9, 9, 9, 9, 9, 9, 1, 2, 3, 4, Float.NaN, 6, 0, 0, 0, 0, 0, 0};
    private static final float[] VALUES = {3, 1, 3, Float.NaN, 7, 8};

    private static ModelBundle.Builder bundle() {
        return ModelBundle.newBuilder()
                .setModel("subtype")
                .setRecipe("logistic")
                .setReferenceId("reference")
                .setPanelId("panel")
                .setClasses(List.of("A", "B", "C"))
                .setImputation(FloatVector.of(MEANS))
                .setOnnx(ByteBuffer.wrap(new byte[0]))
                .setExplanationOnnx(
                        ByteBuffer.wrap(TinyExplanation.softmaxRegression(WEIGHTS, new float[] {.1f, .2f, .3f})))
                .setClassCentroids(FloatVector.of(CENTROIDS))
                .setGeneIds(IntStream.range(0, GENES).mapToObj(g -> "ENSG" + g).toList())
                .setGeneSymbols(List.of("ESR1", "GATA3", "TP53", "KRT5", "ENSG4", "ERBB2"))
                .setGeneSets(List.of(
                        new GeneSetMembers("hallmark", "SMALL", List.of(0, 1)),
                        new GeneSetMembers("hallmark", "LARGE", List.of(0, 1, 3)),
                        new GeneSetMembers("progeny", "p53", List.of(4))))
                .setDataFingerprint("fingerprint")
                .setSeed(1);
    }

    /** Called A, with B second. */
    private static Prediction prediction() {
        Prediction any = new RandomRecords(7).next(Prediction.class);
        return Prediction.newBuilder(any)
                .setRanked(List.of(
                        new SubtypeProbability("A", .6),
                        new SubtypeProbability("B", .3),
                        new SubtypeProbability("C", .1)))
                .setAbstention(null)
                .setContributions(List.of())
                .setCompletenessGap(null)
                .setExplanation(null)
                .build();
    }

    @Test
    void contributionsOfALinearModelAreWeightsTimesTheWayFromTheRunnerUpsCentroid() {
        Prediction seen = Explainer.of(bundle().build()).orElseThrow().explain(prediction(), VALUES);

        // (w_A - w_B) (x - b), b = 1 2 3 4 5(mean, never seen) 6 and x = 3 1 3 5(mean, missing) 7 8
        assertThat(seen.getContributions())
                .extracting(Contribution::getGene)
                .containsExactly("ENSG0", "ENSG1", "ENSG3", "ENSG4");
        assertThat(seen.getContributions())
                .extracting(Contribution::getSymbol)
                .containsExactly("ESR1", "GATA3", "KRT5", null);
        double[] values = seen.getContributions().stream()
                .mapToDouble(Contribution::getValue)
                .toArray();
        assertThat(values).containsExactly(new double[] {2, 2, -2, 1}, within(1e-5));
        assertThat(seen.getContributions())
                .extracting(Contribution::getImputed)
                .containsExactly(false, false, true, false);
        assertThat(seen.getCompletenessGap()).isLessThan(1e-5);

        Explanation explanation = seen.getExplanation();
        assertThat(explanation.getCall()).isEqualTo("A");
        assertThat(explanation.getSecond()).isEqualTo("B");
        assertThat(explanation.getMarginChange()).isCloseTo(3, within(1e-5));
        assertThat(explanation.getTotal()).isCloseTo(3, within(1e-5));
        assertThat(explanation.getComplete()).isTrue();
        assertThat(explanation.getImputedContribution()).isCloseTo(-2, within(1e-5));
        assertThat(explanation.getUnseenBaselineGenes()).isEqualTo(1);
        assertThat(explanation.getAttention()).isEmpty();
        assertThat(explanation.getPathways())
                .extracting(PathwayContribution::getPathway)
                .containsExactly("SMALL", "LARGE", "p53");
        assertThat(explanation.getPathways().get(0).getValue()).isCloseTo(4, within(1e-5));
        assertThat(explanation.getPathways().get(1).getValue()).isCloseTo(2, within(1e-5));
    }

    @Test
    void thePolicyDecidesWhichPredictionsAreExplained() {
        Optional<Explainer> explainer = Explainer.of(bundle().build());
        Prediction called = prediction();
        Prediction abstained = Prediction.newBuilder(called)
                .setAbstention(AbstentionReason.AMBIGUOUS)
                .build();

        assertThat(explained(ExplainPolicy.ALWAYS, called, explainer)).isTrue();
        assertThat(explained(ExplainPolicy.ON_ABSTAIN, called, explainer)).isFalse();
        assertThat(explained(ExplainPolicy.ON_ABSTAIN, abstained, explainer)).isTrue();
        assertThat(explained(ExplainPolicy.ON_REQUEST, abstained, explainer)).isFalse();
        assertThat(explained(ExplainPolicy.ALWAYS, called, Optional.empty())).isFalse();
        assertThat(ExplainPolicy.named("on-request")).contains(ExplainPolicy.ON_REQUEST);
        assertThat(ExplainPolicy.named("sometimes")).isEmpty();
    }

    private static boolean explained(ExplainPolicy policy, Prediction prediction, Optional<Explainer> explainer) {
        return new ExplainedCalls(policy).of(prediction, VALUES, explainer).getExplanation() != null;
    }

    @Test
    void aFaultOfTheExplanationDoesNotCostTheCall() {
        Prediction stranger = Prediction.newBuilder(prediction())
                .setRanked(List.of(new SubtypeProbability("X", .6), new SubtypeProbability("B", .4)))
                .build();
        assertThat(new ExplainedCalls(ExplainPolicy.ALWAYS).of(stranger, VALUES, Explainer.of(bundle().build())))
                .isEqualTo(stranger);
    }

    @Test
    void aBundleWithoutAGraphExplainsNothingAndOneThatDoesNotFitIsRefused() {
        assertThat(Explainer.of(bundle().setExplanationOnnx(null).build())).isEmpty();
        assertThatThrownBy(() -> Explainer.of(bundle().setGeneIds(List.of("ENSG0"))
                        .setGeneSymbols(List.of())
                        .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seen 1 names");
        assertThatThrownBy(() ->
                        Explainer.of(bundle().setGeneSets(List.of(new GeneSetMembers("a", "b", List.of(GENES))))
                                .build()))
                .hasMessageContaining("a set of other genes");
        assertThatThrownBy(() -> Explainer.of(bundle().setExplanationOnnx(ByteBuffer.wrap(new byte[] {1, 2}))
                        .build()))
                .hasMessageContaining("ONNX Runtime refuses");
    }
}
