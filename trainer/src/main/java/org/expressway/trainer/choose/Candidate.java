package org.expressway.trainer.choose;

import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * A trained model and its figures on both held-out sides.
 *
 * @param recipe how it was trained
 * @param validation what the choice is made by
 * @param right whether each validation sample was called right
 * @param test what is reported, never chosen by
 * @param testProbabilities per test sample a probability a class
 * @param seconds the training took
 */
public record Candidate(
        Recipe recipe,
        TrainedModel model,
        Metrics validation,
        boolean[] right,
        Metrics test,
        double[][] testProbabilities,
        double seconds) {}
