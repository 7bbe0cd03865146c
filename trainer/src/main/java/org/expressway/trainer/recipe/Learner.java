package org.expressway.trainer.recipe;

import org.nd4j.linalg.api.ndarray.INDArray;

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

    /** All parameters, live. */
    INDArray parameters();
}
