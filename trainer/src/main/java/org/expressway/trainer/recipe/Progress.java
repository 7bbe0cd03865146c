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

    static Progress silent() {
        return (recipe, epoch, trainLoss, validationLoss, seconds) -> {};
    }
}
