package org.expressway.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.trainer.cohort.FoldPlan;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.evaluate.Evaluation;
import org.expressway.trainer.evaluate.EvaluationProgress;
import org.expressway.trainer.evaluate.EvaluationSettings;
import org.expressway.trainer.evaluate.LabelledCohort;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
    private static final String HOSTILE = "<script>alert('x')</script>";
    private static final Evaluation EVALUATION = evaluation();

    @Test
    void theJsonHasEveryFigureThatIsPromised() throws Exception {
        JsonNode json = new ObjectMapper().readTree(EvaluationJson.line(EVALUATION, 7));
        assertThat(json.get("n").asInt()).isEqualTo(60);
        assertThat(json.get("unlabelled").asInt()).isEqualTo(7);
        assertThat(json.get("classes")).hasSize(2);
        for (JsonNode figures : List.of(json, json.get("baseline"))) {
            for (String name : List.of("accuracy", "balancedAccuracy", "macroF1", "logLoss", "ece", "ecePerfect95")) {
                assertThat(figures.get(name).isNumber()).as(name).isTrue();
            }
            assertThat(figures.get("perFold")).hasSize(3);
            assertThat(figures.get("perSite")).hasSize(2);
            assertThat(figures.get("confusion")).hasSize(2);
        }
        assertThat(json.get("seconds").asDouble()).isPositive();
    }

    @Test
    void thePageNeedsNothingButItself() {
        String page = HtmlReport.of(EVALUATION, 7);
        assertThat(page).doesNotContain("<script", "http:", "https:", "src=", "@import", "<link");
        assertThat(page).contains("&lt;script&gt;", "<svg", "Are the probabilities true?", "Learning curve");
        // reliability, sites, map by class, map by site, learning curve
        assertThat(page.split("<svg", -1)).hasSize(6);
    }

    @Test
    void theTextNamesTheBaselineAndTheInterval() {
        assertThat(EvaluationText.of(EVALUATION, 7)).contains("(baseline)", "model - baseline", "7 left out");
    }

    private static Evaluation evaluation() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] x = new float[60][12];
        List<String> labels = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        List<String> sites = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            labels.add(i % 3 == 0 ? HOSTILE : "b");
            ids.add("p" + i);
            sites.add(i % 2 == 0 ? HOSTILE : "h");
            for (int g = 0; g < 12; g++) {
                x[i][g] = (float) ((i % 3 == 0 ? g % 2 : 0) + random.nextGaussian());
            }
        }
        LabelledCohort cohort =
                new LabelledCohort(TrainingSet.of(x, labels, ids, ids), ValueUnit.LOG2, sites, List.of());
        Recipe recipe = Recipes.named("logistic-weighted");
        return Evaluation.of(
                cohort,
                new EvaluationSettings(
                        recipe, HOSTILE, Recipes.named("logistic"), new FoldPlan.Stratified(3), 1, .1, true),
                EvaluationProgress.silent());
    }
}
