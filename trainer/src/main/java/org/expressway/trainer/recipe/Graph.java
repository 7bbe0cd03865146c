package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;

/** What a model writes itself into: nodes with ONNX's operators, the values they hold, and the outputs they give. */
public interface Graph {
    /** The model's one input, float32 [batch, genes of the panel]; in an explanation two rows, baseline and sample. */
    String INPUT = "expression";

    /** Further input of an explanation, float32 [steps, 1]: 0 at the baseline, 1 at the sample. */
    String POSITION = "position";

    /** Further input of an explanation, float32 [steps, classes]: what each logit counts at each step. */
    String WEIGHT = "weight";

    /** Adds a node that gives one value; attributes are a Long, a Float, a String or a list of Long. Returns the name of what it gives. */
    String node(String operator, String gives, List<String> takes, Map<String, Object> attributes);

    /** Adds float32 values, row by row. Returns their name. */
    String tensor(String name, float[] values, long... shape);

    /** Adds a vector of whole numbers. Returns its name. */
    String whole(String name, long... values);

    /** Declares what a node gives an output, float32 [batch, shape]. */
    void output(String name, long... shape);

    /** Declares what a node gives an output without a batch, float32 [length]. */
    void vector(String name, long length);

    default String node(String operator, String gives, String... takes) {
        return node(operator, gives, List.of(takes), Map.of());
    }

    /** {@code in · weights + bias}. */
    default String affine(String name, AffineLayer layer, String in, String gives) {
        String weights = tensor(name + ".weights", layer.weights(), layer.inputs(), layer.outputs());
        String bias = tensor(name + ".bias", layer.bias(), layer.outputs());
        return node("Gemm", gives, in, weights, bias);
    }

    /** Layers with ReLU between them, then softmax: the outputs logits and probabilities. */
    default void classifier(List<AffineLayer> layers, String in) {
        String last = in;
        for (int i = 0; i < layers.size() - 1; i++) {
            last = node("Relu", "layer" + i + ".out", affine("layer" + i, layers.get(i), last, "layer" + i + ".sum"));
        }
        AffineLayer top = layers.get(layers.size() - 1);
        node("Softmax", "probabilities", affine("output", top, last, "logits"));
        output("logits", top.outputs());
        output("probabilities", top.outputs());
    }
}
