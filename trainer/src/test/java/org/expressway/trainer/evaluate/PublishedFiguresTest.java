package org.expressway.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.expressway.trainer.cohort.FoldPlan;
import org.expressway.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;

/**
 * Small versions of the figures that RATIONALE gives for published cohorts: one seed where the figure is a mean of several. A
 * bound below the figure leaves room for what one seed may differ, about two standard deviations over seeds.
 */
class PublishedFiguresTest {
    private static final String MODEL = "logistic-weighted";
    private static final double ALPHA = .05;

    @Test
    void elevenCancerTypesAreToldApart() throws IOException {
        PublishedTable table = PublishedTable.read("tcga-11cohorts-tumour-normal");
        List<String> tissue = table.column("tissue");
        LabelledCohort tumours = table.cohort(
                "cohort", "patient", List.of(), List.of(), i -> tissue.get(i).equals("tumour"));
        Evaluation seen = evaluation(tumours, new FoldPlan.Stratified(5));

        assertThat(tumours.set().samples()).isEqualTo(602);
        assertThat(seen.model().figure("accuracy")).isGreaterThanOrEqualTo(.968);
        assertThat(shortOfBaseline(seen)).isLessThanOrEqualTo(.005);
        assertThat(seen.model().figure("ece")).isLessThanOrEqualTo(seen.model().ecePerfect95());
    }

    @Test
    void pam50IsCalledWithItsRareClass() throws IOException {
        PublishedTable table = PublishedTable.read("tcga-brca-pam50-712");
        LabelledCohort cohort = table.cohort("pam50_paper", "patient", List.of(), List.of(), i -> true);
        Evaluation seen = evaluation(cohort, new FoldPlan.Stratified(5));

        assertThat(seen.model().figure("accuracy"))
                .as("mean of five seeds .916")
                .isGreaterThanOrEqualTo(.9);
        assertThat(seen.model().figure("balancedAccuracy"))
                .as("mean of five seeds .886")
                .isGreaterThanOrEqualTo(.86);
        assertThat(seen.model().figure("balancedAccuracy"))
                .isGreaterThan(seen.baseline().figure("balancedAccuracy"));
    }

    @Test
    void pam50IsCalledInHospitalsThatTaughtNothing() throws IOException {
        PublishedTable table = PublishedTable.read("tcga-brca-pam50-712");
        List<String> hospitals = table.column("hospital_tss");
        LabelledCohort cohort = table.cohort("pam50_paper", "patient", hospitals, List.of(), i -> true);
        Evaluation seen = evaluation(cohort, new FoldPlan.LeaveOneSiteOut(hospitals));

        assertThat(seen.model().figure("accuracy")).isGreaterThanOrEqualTo(.915);
        assertThat(seen.model().figure("balancedAccuracy")).isGreaterThanOrEqualTo(.88);
        assertThat(seen.model().figure("ece")).isLessThanOrEqualTo(seen.model().ecePerfect95());
    }

    @Test
    void theOfficialTestSideOfMixOmicsIsCalled() throws IOException {
        PublishedTable table = PublishedTable.read("tcga-brca-mixomics-220");
        Evaluation seen = official(table, "subtype");

        assertThat(seen.heldOut()).isEqualTo(70);
        assertThat(Math.round(70 * seen.model().figure("accuracy"))).isGreaterThanOrEqualTo(66);
        assertThat(Math.round(70 * seen.baseline().figure("accuracy"))).isGreaterThanOrEqualTo(66);
    }

    @Test
    void theOfficialTestSideOfRosmapIsCalledAsByPublishedMethodsWithThreeKindsOfData() throws IOException {
        PublishedTable table = PublishedTable.read("mogonet-rosmap");
        Evaluation seen = official(table, "label");

        assertThat(seen.heldOut()).isEqualTo(106);
        assertThat(seen.model().figure("accuracy"))
                .as("MOGONET .815 with three kinds of data")
                .isGreaterThanOrEqualTo(.80);
        assertThat(shortOfBaseline(seen)).isLessThanOrEqualTo(.01);
    }

    private static Evaluation official(PublishedTable table, String label) {
        List<String> sides = table.column("split");
        LabelledCohort cohort = table.cohort(label, "sample", List.of(), sides, i -> true);
        return evaluation(cohort, new FoldPlan.AsGiven(sides));
    }

    private static double shortOfBaseline(Evaluation seen) {
        return seen.baseline().figure("accuracy") - seen.model().figure("accuracy");
    }

    private static Evaluation evaluation(LabelledCohort cohort, FoldPlan plan) {
        EvaluationSettings settings =
                new EvaluationSettings(Recipes.named(MODEL), MODEL, Recipes.named("logistic"), plan, 1, ALPHA, false);
        return Evaluation.of(cohort, settings, EvaluationProgress.silent());
    }
}
