package org.expressway.trainer.recipe;

import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;

/** A way to learn a model. The same set, split and seed give the same model, bit for bit, at a fixed number of native threads. */
public interface Recipe {
    /** Stable lower-case name, as {@link Recipes#named} knows it. */
    String name();

    /** Whether training looks at the validation side, to know when to stop. */
    boolean stopsByValidation();

    /** Whether it also learns from samples that nobody has labelled. */
    default boolean learnsWithoutLabels() {
        return false;
    }

    /** Learns from the training side; validation may stop it early; the test side is not looked at. */
    TrainedModel train(TrainingSet set, Split split, long seed, Progress progress);
}
