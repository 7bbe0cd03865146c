package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;

/** A learned classifier of corrected expression values. */
public interface TrainedModel {
    /** The recipe's name. */
    String recipe();

    /** Every setting that shaped the model, chosen ones included, in a fixed order. */
    Map<String, String> settings();

    /** First step of the model; its means stand in for missing values. */
    Standardisation standardisation();

    /** What follows the standardisation: ReLU between layers, softmax after the last. */
    List<AffineLayer> layers();

    /**
     * @param x samples × genes, corrected values; NaN is replaced by the training mean
     * @return samples × classes, each row sums to 1
     */
    double[][] probabilities(float[][] x);
}
