package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;

/**
 * What explanation graphs share. A model's first layer is affine, so on a straight line its sums are a straight line too: they
 * are computed at both ends and laid between them, A(b) + t (A(x) − A(b)), instead of once a step. Likewise gradients are summed over
 * the steps before they go back through that layer. So its product, which is nearly all of the work, is done three times and not
 * twice a step.
 */
final class LinePath {
    private LinePath() {}

    /**
     * Rows of the steps between the two rows of {@code ends}.
     *
     * @param position of a step, with as many dimensions as {@code ends}
     */
    static String between(Graph graph, String name, String ends, String position) {
        String from = end(graph, name + ".from", ends, 0);
        String to = end(graph, name + ".to", ends, 1);
        String way = graph.node("Sub", name + ".way", to, from);
        return graph.node("Add", name, from, graph.node("Mul", name + ".gone", position, way));
    }

    private static String end(Graph graph, String name, String ends, long which) {
        return graph.node("Gather", name, List.of(ends, graph.whole(name + ".row", which)), Map.of("axis", 0L));
    }

    /** {@code delta · weightsᵀ}: the gradient by an affine layer's input from that by its output. */
    static String back(Graph graph, String name, String delta, String weights) {
        return graph.node("Gemm", name, List.of(delta, weights), Map.of("transB", 1L));
    }

    /** The sum over the steps, which stay a dimension of 1. */
    static String total(Graph graph, String name, String delta) {
        return sum(graph, name, delta, 0);
    }

    /** The sum along an axis, which stays a dimension of 1. */
    static String sum(Graph graph, String name, String in, long axis) {
        return graph.node("ReduceSum", name, List.of(in, graph.whole(name + ".axis", axis)), Map.of("keepdims", 1L));
    }

    /** Through a softmax along the last axis: p (d − Σ p d). */
    static String softmaxBack(Graph graph, String name, String p, String delta) {
        String mean = sum(graph, name + ".mean", graph.node("Mul", name + ".products", p, delta), -1);
        return graph.node("Mul", name, p, graph.node("Sub", name + ".centred", delta, mean));
    }
}
