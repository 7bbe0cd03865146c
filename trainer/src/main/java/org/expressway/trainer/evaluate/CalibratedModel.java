package org.expressway.trainer.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.expressway.analysis.calibrate.LeastAmbiguousSets;
import org.expressway.analysis.calibrate.Temperature;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SubjectFolds;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * A model of the training side, with the temperature and the conformal thresholds that go with it.
 *
 * <p>Both are learned from what models of {@value #INNER_FOLDS} inner folds say of the subjects, or sites, they have not seen (cross-fitting:
 * Barber et al. 2021, Annals of Statistics 49:486), so that no subject calibrates a model that knows it and none is lost to the training.
 * The inner models have seen less than the model they calibrate, which errs, if at all, towards larger sets.
 */
record CalibratedModel(TrainedModel model, Temperature temperature, LeastAmbiguousSets sets) {
    static final int INNER_FOLDS = 3;
    private static final int STOPPING_FOLDS = 5;

    /** Learns from all samples of {@code side}. */
    static CalibratedModel of(Recipe recipe, TrainingSet side, double alpha, long seed) {
        return of(recipe, side, side.subjects(), alpha, seed);
    }

    /**
     * The same, where what is held out together is more than a person.
     *
     * @param groups per sample what stands on one side of an inner fold: sites, where it is sites that the model will not know
     */
    static CalibratedModel of(Recipe recipe, TrainingSet side, List<String> groups, double alpha, long seed) {
        int[] foldOf = InnerFolds.of(side, groups, INNER_FOLDS, seed + 1);
        double[][] p = new double[side.samples()][];
        for (int f = 0; f < INNER_FOLDS; f++) {
            int fold = f;
            int[] out = indices(foldOf, i -> i == fold);
            if (out.length > 0) {
                TrainedModel inner = fitted(recipe, side, indices(foldOf, i -> i != fold), seed);
                double[][] ofFold = inner.probabilities(side.rows(out));
                IntStream.range(0, out.length).forEach(i -> p[out[i]] = ofFold[i]);
            }
        }
        int[] heldOut = indices(foldOf, i -> i >= 0);
        double[][] unseen = Arrays.stream(heldOut).mapToObj(i -> p[i]).toArray(double[][]::new);
        Temperature temperature = Temperature.of(unseen, side.labels(heldOut));
        LeastAmbiguousSets sets = LeastAmbiguousSets.of(
                temperature.apply(unseen), side.labels(heldOut), side.classes().size(), alpha);
        int[] all = IntStream.range(0, side.samples()).toArray();
        return new CalibratedModel(fitted(recipe, side, all, seed), temperature, sets);
    }

    /** A recipe that stops by a validation side gets a fifth of these subjects for it. */
    static TrainedModel fitted(Recipe recipe, TrainingSet set, int[] samples, long seed) {
        TrainingSet side = set.subset(samples);
        int[] all = IntStream.range(0, side.samples()).toArray();
        if (!recipe.stopsByValidation()) {
            return recipe.train(side, new Split(all, new int[0], new int[0], false), seed, Progress.silent());
        }
        int[] foldOf = SubjectFolds.of(side, STOPPING_FOLDS, seed + 2);
        int[] train = indices(foldOf, i -> i != 0);
        int[] validation = indices(foldOf, i -> i == 0);
        Split split = validation.length == 0
                ? new Split(all, all, new int[0], false)
                : new Split(train, validation, new int[0], false);
        return recipe.train(side, split, seed, Progress.silent());
    }

    private static int[] indices(int[] foldOf, IntPredicate wanted) {
        return IntStream.range(0, foldOf.length)
                .filter(i -> wanted.test(foldOf[i]))
                .toArray();
    }
}
