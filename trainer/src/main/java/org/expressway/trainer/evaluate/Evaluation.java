package org.expressway.trainer.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.Fold;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.recipe.Recipe;

/**
 * An honest evaluation of a recipe beside the baseline, on the same folds.
 *
 * @param model the recipe's figures
 * @param baseline the baseline's
 * @param difference model minus baseline with paired intervals, by figure
 * @param curve empty where it was not asked for
 */
public record Evaluation(
        TrainingSet set,
        String plan,
        String preparation,
        int seeds,
        int heldOut,
        ModelFigures model,
        ModelFigures baseline,
        Map<String, PairedBootstrap.Interval> difference,
        List<LearningCurve.Point> curve,
        SampleMap map,
        double seconds) {
    private record Runs(List<HeldOut> heldOut, ModelFigures figures) {
        List<double[][]> scaled() {
            return heldOut.stream().map(HeldOut::scaled).toList();
        }
    }

    /** Trainings of a calibrated model that {@link #of} will report, for a progress bar. */
    public static int steps(LabelledCohort cohort, EvaluationSettings settings) {
        int folds = settings.plan().folds(cohort.set(), 1).size();
        int recipes = settings.sameRecipe() ? 1 : 2;
        int curve =
                settings.learningCurve() ? LearningCurve.SHARES.length * Math.min(LearningCurve.MOST_FOLDS, folds) : 0;
        return recipes * folds * settings.seeds() + curve;
    }

    /**
     * Evaluates.
     *
     * @throws UnfitTrainingSet when the samples cannot be split as is asked for
     */
    public static Evaluation of(LabelledCohort cohort, EvaluationSettings settings, EvaluationProgress progress) {
        long start = System.nanoTime();
        TrainingSet set = cohort.set();
        List<List<Fold>> folds = IntStream.rangeClosed(1, settings.seeds())
                .mapToObj(seed -> settings.plan().folds(set, seed))
                .toList();
        Runs model = runs(cohort, settings, settings.recipe(), settings.recipeName(), folds, progress);
        Runs baseline = settings.sameRecipe()
                ? model
                : runs(
                        cohort,
                        settings,
                        settings.baseline(),
                        settings.baseline().name(),
                        folds,
                        progress);
        List<LearningCurve.Point> curve = settings.learningCurve()
                ? LearningCurve.of(
                        new CrossValidation(
                                cohort, settings.recipe(), settings.plan().groups(set), settings.alpha()),
                        set,
                        folds.get(0),
                        settings.recipe().name(),
                        progress)
                : List.of();
        return new Evaluation(
                set,
                settings.plan().text(),
                cohort.preparation(),
                settings.seeds(),
                model.heldOut().get(0).samples().length,
                model.figures(),
                baseline.figures(),
                PairedBootstrap.of(set, model.scaled(), baseline.scaled(), 1),
                curve,
                SampleMap.of(cohort, IntStream.range(0, set.samples()).toArray()),
                (System.nanoTime() - start) / 1e9);
    }

    private static Runs runs(
            LabelledCohort cohort,
            EvaluationSettings settings,
            Recipe recipe,
            String name,
            List<List<Fold>> folds,
            EvaluationProgress progress) {
        long start = System.nanoTime();
        CrossValidation validation =
                new CrossValidation(cohort, recipe, settings.plan().groups(cohort.set()), settings.alpha());
        List<HeldOut> runs = new ArrayList<>();
        for (int s = 0; s < folds.size(); s++) {
            runs.add(validation.run(folds.get(s), s + 1, progress));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Runs(runs, new Summary(cohort, runs).figures(name, settings.alpha(), seconds));
    }
}
