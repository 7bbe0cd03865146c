package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;

/** What a model writes itself into: nodes with ONNX's operators, the values they hold, and the outputs they give. */
public interface Graph {
    /** The one input, float32 [batch, genes of the panel]. */
    String INPUT = "expression";

    /** Adds a node that gives one value; attributes are a Long, a Float or a list of Long. Returns the name of what it gives. */
    String node(String operator, String gives, List<String> takes, Map<String, Object> attributes);

    /** Adds float32 values, row by row. Returns their name. */
    String tensor(String name, float[] values, long... shape);

    /** Adds a vector of whole numbers. Returns its name. */
    String whole(String name, long... values);

    /** Declares what a node gives an output, float32 [batch, shape]. */
    void output(String name, long... shape);

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
