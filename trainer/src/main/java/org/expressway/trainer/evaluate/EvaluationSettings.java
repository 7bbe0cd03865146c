package org.expressway.trainer.evaluate;

import org.expressway.trainer.cohort.FoldPlan;
import org.expressway.trainer.recipe.Recipe;

/**
 * What is evaluated, and how.
 *
 * @param recipe what is looked at
 * @param recipeName what it is called in the report
 * @param baseline what it is compared with, on the same folds
 * @param plan what is held out
 * @param seeds how often, each time with other folds where these are drawn; seeds count from 1
 * @param alpha share of samples that may lie outside their conformal set
 * @param learningCurve whether the recipe is also trained on parts of the training sides
 */
public record EvaluationSettings(
        Recipe recipe,
        String recipeName,
        Recipe baseline,
        FoldPlan plan,
        int seeds,
        double alpha,
        boolean learningCurve) {
    public EvaluationSettings {
        if (seeds < 1 || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    "%d seeds and alpha %s: at least one seed and a share are expected".formatted(seeds, alpha));
        }
    }

    /** Whether the recipe is the baseline, which then need not be trained twice. */
    boolean sameRecipe() {
        return recipe.equals(baseline);
    }
}
