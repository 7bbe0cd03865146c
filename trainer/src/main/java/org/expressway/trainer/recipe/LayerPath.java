package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;

/**
 * The explanation graph of affine layers one after the other, ReLU behind some of them. Going back, a ReLU passes the gradient
 * where its sum was above 0.
 *
 * @param bent per layer but the last, whether a ReLU follows
 */
record LayerPath(Inputs inputs, List<AffineLayer> layers, List<Boolean> bent) {
    private static final long FLOAT = 1;

    LayerPath {
        if (bent.size() != layers.size() - 1) {
            throw new IllegalArgumentException(layers.size() + " layers with " + bent.size() + " units between them");
        }
    }

    void write(Graph graph) {
        String ends = graph.affine("layer0", layers.get(0), inputs.write(graph), "layer0.ends");
        LinePath.between(graph, sums(0), ends, Graph.POSITION);
        for (int l = 1; l < layers.size(); l++) {
            String in = bent.get(l - 1) ? graph.node("Relu", "layer" + l + ".in", sums(l - 1)) : sums(l - 1);
            graph.affine("layer" + l, layers.get(l), in, sums(l));
        }
        graph.output("logits", layers.get(layers.size() - 1).outputs());
        String total = LinePath.total(graph, "layer0.total", back(graph));
        inputs.writeGradient(graph, LinePath.back(graph, "layer0.back", total, "layer0.weights"));
    }

    private String sums(int layer) {
        return layer == layers.size() - 1 ? "logits" : "layer" + layer + ".sum";
    }

    /** The gradient by the sums of the first layer, a row a step. */
    private String back(Graph graph) {
        String delta = Graph.WEIGHT;
        String zero = layers.size() == 1 ? "" : graph.tensor("zero", new float[1], 1);
        for (int l = layers.size() - 1; l > 0; l--) {
            delta = LinePath.back(graph, "layer" + l + ".back", delta, "layer" + l + ".weights");
            if (bent.get(l - 1)) {
                String above = graph.node("Greater", "layer" + l + ".above", sums(l - 1), zero);
                String mask = graph.node("Cast", "layer" + l + ".mask", List.of(above), Map.of("to", FLOAT));
                delta = graph.node("Mul", "layer" + l + ".delta", delta, mask);
            }
        }
        return delta;
    }
}
