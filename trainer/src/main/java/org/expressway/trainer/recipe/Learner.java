package org.expressway.trainer.recipe;

import java.util.Arrays;
import org.expressway.trainer.cohort.Profiles;

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

    /** The same of any number of samples. */
    default double[][] probabilities(Profiles rows) {
        return rows.chunks(TrainedModel.CHUNK)
                .map(this::probabilities)
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
    }

    /** Keeps the weights as they are now; what is returned brings them back. */
    Runnable kept();
}
