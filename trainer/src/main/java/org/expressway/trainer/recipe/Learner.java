package org.expressway.trainer.recipe;

/** A network in the making. */
interface Learner {
    /**
     * One step on a batch.
     *
     * @param rows samples × genes of the panel
     * @return the batch's mean loss, dropout included
     */
    double step(float[][] rows, int[] labels);

    /** Samples × classes, without dropout. */
    double[][] probabilities(float[][] rows);

    /** Keeps the weights as they are now; what is returned brings them back. */
    Runnable kept();
}
