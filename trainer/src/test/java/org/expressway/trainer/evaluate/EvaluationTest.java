package org.expressway.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.trainer.cohort.FoldPlan;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.Unlabelled;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.Recipes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluationTest {
    private static final int GENES = 40;

    @Test
    void whatDiffersBetweenClassesIsFoundAndTheFiguresAgreeWithEachOther() {
        Evaluation evaluation = evaluate(cohort(1, 120, 1.2, ValueUnit.LOG2), 2);
        ModelFigures model = evaluation.model();
        assertThat(model.figure("accuracy")).isGreaterThan(.9);
        int[][] confusion = model.confusion();
        int right = IntStream.range(0, 3).map(c -> confusion[c][c]).sum();
        assertThat(right / 240.).isCloseTo(model.figure("accuracy"), within(1e-12));
        assertThat(model.perFold()).hasSize(10);
        assertThat(model.perFold().stream().mapToInt(GroupFigures::samples).sum())
                .isEqualTo(240);
        assertThat(model.perSite()).extracting(GroupFigures::name).containsExactly("h0", "h1");
        assertThat(model.conformal().coverage()).isGreaterThan(.88);
        assertThat(evaluation.difference().get("accuracy"))
                .satisfies(interval -> assertThat(interval.difference()).isBetween(interval.low(), interval.high()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noiseEvaluatesAtChanceEvenWhereTheSiteTellsTheLabel(long seed) {
        // Sites follow the labels in four of five samples: a covariate that knows the answer, and must not enter.
        Evaluation evaluation = evaluate(cohort(seed, 150, 0, ValueUnit.LOG2), 1);
        assertThat(evaluation.model().figure("balancedAccuracy"))
                .as("seed %d", seed)
                .isBetween(.18, .49);
        assertThat(evaluation.model().figure("logLoss")).as("seed %d", seed).isBetween(1.0, 1.25);
    }

    @Test
    void shuffledLabelsEvaluateAtChance() {
        LabelledCohort cohort = cohort(5, 150, 1.2, ValueUnit.LOG2);
        int[] y = cohort.set().y();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = y.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = y[i];
            y[i] = y[j];
            y[j] = swapped;
        }
        assertThat(evaluate(cohort, 1).model().figure("balancedAccuracy")).isBetween(.18, .49);
    }

    @Test
    void countsAreNormalisedSoThatSequencingDepthSaysNothing() {
        LabelledCohort cohort = cohort(7, 120, 1.2, ValueUnit.COUNTS);
        assertThat(evaluate(cohort, 1).model().figure("accuracy")).isGreaterThan(.9);
        TrainingSet scaled = cohort.on(IntStream.range(0, 80).toArray());
        double[] medians = IntStream.range(0, 120)
                .mapToDouble(i -> {
                    float[] sorted = scaled.x().get(i).clone();
                    Arrays.sort(sorted);
                    return sorted[GENES / 2];
                })
                .sorted()
                .toArray();
        assertThat(medians[110] - medians[10]).isLessThan(1.5);
    }

    @Test
    void theScaleOfCountsIsLearnedFromTheTrainingSideAlone() {
        LabelledCohort cohort = cohort(8, 60, 1.2, ValueUnit.COUNTS);
        int[] train = IntStream.range(0, 40).toArray();
        float[] before = cohort.on(train).x().get(3).clone();
        cohort.set().x().get(50)[7] *= 1000;
        assertThat(cohort.on(train).x().get(3)).isEqualTo(before);
        for (int g = 0; g < GENES; g++) {
            cohort.set().x().get(20)[g] *= 1000;
        }
        assertThat(cohort.on(train).x().get(3)).isNotEqualTo(before);
    }

    @Test
    void whatATestSampleSaysChangesNothingThatIsLearned() {
        LabelledCohort cohort = cohort(9, 90, .6, ValueUnit.LOG2);
        int[] train = IntStream.range(0, 60).toArray();
        Recipe recipe = Recipes.named("logistic");
        CalibratedModel before = CalibratedModel.of(recipe, cohort.on(train).subset(train), .1, 1);
        cohort.set().x().get(70)[0] += 100;
        cohort.set().y()[70] = (cohort.set().y()[70] + 1) % 3;
        CalibratedModel after = CalibratedModel.of(recipe, cohort.on(train).subset(train), .1, 1);
        assertThat(after.temperature()).isEqualTo(before.temperature());
        assertThat(after.sets().thresholds()).isEqualTo(before.sets().thresholds());
    }

    @Test
    void whatHasNoLabelTeachesOnlyBesideATrainingSideThatKnowsItsSiteAndNeverForItsOwnPerson() {
        LabelledCohort whole = cohort(12, 30, 1.2, ValueUnit.COUNTS);
        Unlabelled others = new Unlabelled(
                new float[][] {
                    whole.set().x().get(0),
                    whole.set().x().get(1),
                    whole.set().x().get(2)
                },
                List.of("s29", "new", "far"));
        List<String> genes = IntStream.range(0, GENES).mapToObj(g -> "GENE" + g).toList();
        LabelledCohort cohort = new LabelledCohort(
                whole.set().withGeneIds(genes).withUnlabelled(others),
                ValueUnit.COUNTS,
                whole.sites(),
                List.of(),
                List.of("h0", "h1", "elsewhere"));
        int[] train = IntStream.range(0, 20).toArray();
        TrainingSet prepared = cohort.on(train);
        assertThat(prepared.geneIds()).isEqualTo(genes);
        assertThat(prepared.unlabelled().subjects()).containsExactly("s29", "new");
        assertThat(prepared.unlabelled().x().get(0))
                .as("normalised as the others are")
                .isEqualTo(prepared.x().get(0));
        assertThat(prepared.subset(train).unlabelled().subjects())
                .as("s29 is held out")
                .containsExactly("new");
    }

    @Test
    void theLearningCurveRises() {
        LabelledCohort cohort = cohort(11, 150, .7, ValueUnit.LOG2);
        Recipe recipe = Recipes.named("logistic");
        EvaluationSettings settings =
                new EvaluationSettings(recipe, "logistic", recipe, new FoldPlan.Stratified(3), 1, .1, true);
        List<LearningCurve.Point> curve =
                Evaluation.of(cohort, settings, EvaluationProgress.silent()).curve();
        assertThat(curve).hasSize(LearningCurve.SHARES.length);
        assertThat(curve.get(curve.size() - 1).accuracy())
                .isGreaterThan(curve.get(0).accuracy());
        assertThat(curve.get(0).samples()).isLessThan(20);
    }

    static Evaluation evaluate(LabelledCohort cohort, int seeds) {
        EvaluationSettings settings = new EvaluationSettings(
                Recipes.named("logistic-weighted"),
                "logistic-weighted",
                Recipes.named("logistic"),
                new FoldPlan.Stratified(5),
                seeds,
                .1,
                false);
        return Evaluation.of(cohort, settings, EvaluationProgress.silent());
    }

    /** Three classes, one sample a subject; class c lifts the genes g with g mod 3 = c by {@code effect}. */
    static LabelledCohort cohort(long seed, int n, double effect, ValueUnit unit) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] x = new float[n][GENES];
        List<String> labels = new ArrayList<>();
        List<String> sites = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int c = i % 3;
            labels.add("c" + c);
            sites.add("h" + (random.nextInt(5) == 0 ? random.nextInt(2) : c % 2));
            ids.add("s" + i);
            double depth = 4 * random.nextDouble();
            for (int g = 0; g < GENES; g++) {
                double log = 6 + (g % 3 == c ? effect : 0) + random.nextGaussian();
                x[i][g] = unit == ValueUnit.LOG2 ? (float) log : (float) Math.rint(Math.pow(2, log + depth));
            }
        }
        return new LabelledCohort(TrainingSet.of(x, labels, ids, ids), unit, sites, List.of());
    }
}
