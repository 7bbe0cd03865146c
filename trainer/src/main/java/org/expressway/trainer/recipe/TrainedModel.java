package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.features.Module;

/** A learned classifier of corrected expression values. */
public interface TrainedModel {
    /** Rows scored at once; bounds the memory of a large cohort. */
    int CHUNK = 256;

    /** The recipe's name. */
    String recipe();

    /** Every setting that shaped the model, chosen ones included, in a fixed order. */
    Map<String, String> settings();

    /** Of the whole panel, whether all of its genes are used or not; its means stand in for missing values. */
    Standardisation standardisation();

    /**
     * @param x samples × genes of the panel, corrected values; NaN is replaced by the training mean
     * @return samples × classes, each row sums to 1
     */
    double[][] probabilities(float[][] x);

    /** The same of any number of samples, {@value #CHUNK} of them on the heap at once. */
    default double[][] probabilities(Profiles x) {
        return x.chunks(CHUNK).map(this::probabilities).flatMap(Arrays::stream).toArray(double[][]::new);
    }

    /**
     * What else the model says of samples, by the name of the ONNX output that says it: {@code latent}, {@code
     * reconstruction}, {@code residual}, {@code attention}. Empty for recipes that know classes only.
     *
     * @param x as for the probabilities
     * @return each samples × width
     */
    default Map<String, float[][]> further(float[][] x) {
        return Map.of();
    }

    /** Writes the model down: from {@link Graph#INPUT} to logits, probabilities and whatever {@link #further} names. */
    void write(Graph graph);

    /**
     * Writes down how the logits change on the line from one profile to another: from {@link Graph#INPUT} (baseline, sample),
     * {@link Graph#POSITION} and {@link Graph#WEIGHT} to {@code logits} [steps, classes] and {@code gradient} [genes], the sum over
     * the steps of the gradient of weight · logits by the input. As the model infers: no dropout.
     *
     * @param classes how many
     */
    void explain(Graph graph, int classes);

    /** The gene modules that an attention model attends to, genes as ascending positions in the panel; else none. */
    default List<Module> modules() {
        return List.of();
    }
}
