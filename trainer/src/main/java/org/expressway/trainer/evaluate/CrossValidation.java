package org.expressway.trainer.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.expressway.trainer.cohort.Fold;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * Holds out each fold once. All that is learned - scale, standardisation, choice of genes, cost, temperature, thresholds - is learned
 * on the fold's training side alone.
 */
final class CrossValidation {
    private final LabelledCohort cohort;
    private final Recipe recipe;
    private final double alpha;
    private final List<String> groups;

    /** @param groups per sample what the folds hold out together */
    CrossValidation(LabelledCohort cohort, Recipe recipe, List<String> groups, double alpha) {
        this.cohort = cohort;
        this.recipe = recipe;
        this.groups = groups;
        this.alpha = alpha;
    }

    /** One pass over the folds. */
    HeldOut run(List<Fold> folds, long seed, EvaluationProgress progress) {
        HeldOut heldOut = HeldOut.empty(folds, cohort.set().samples());
        for (int f = 0; f < folds.size(); f++) {
            Fold fold = folds.get(f);
            TrainingSet prepared = cohort.on(fold.train());
            List<String> together =
                    IntStream.of(fold.train()).mapToObj(groups::get).toList();
            CalibratedModel model = CalibratedModel.of(recipe, prepared.subset(fold.train()), together, alpha, seed);
            heldOut.add(f, model, fold.test(), prepared.rows(fold.test()));
            progress.done(recipe.name());
        }
        return heldOut;
    }

    /** Probabilities of the held-out samples when only these of the training side are learned from; not calibrated. */
    double[][] probabilities(Fold fold, int[] learned, long seed) {
        TrainingSet prepared = cohort.on(learned);
        TrainedModel model = CalibratedModel.fitted(recipe, prepared, learned, seed);
        return model.probabilities(prepared.rows(fold.test()));
    }
}
