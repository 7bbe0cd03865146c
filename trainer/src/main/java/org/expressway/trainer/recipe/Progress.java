package org.expressway.trainer.recipe;

/** Hears of every epoch while a model is trained. */
@FunctionalInterface
public interface Progress {
    /**
     * @param recipe which recipe is at work
     * @param epoch from 1; for the logistic recipe the number of the cost tried
     * @param trainLoss mean log loss of the epoch on the training side, natural logarithm
     * @param validationLoss mean log loss on the samples held out for the choice
     * @param seconds since this recipe began
     */
    void epoch(String recipe, int epoch, double trainLoss, double validationLoss, double seconds);

    /**
     * Hears of every trial of a search, as an epoch of the search where nobody says otherwise.
     *
     * @param trial from 1; trainings so far, of one candidate on one inner fold each
     * @param logLoss held out, of this one
     * @param least the least so far
     */
    default void trial(String recipe, int trial, double logLoss, double least, double seconds) {
        epoch(recipe + " search", trial, logLoss, least, seconds);
    }

    static Progress silent() {
        return (recipe, epoch, trainLoss, validationLoss, seconds) -> {};
    }
}
