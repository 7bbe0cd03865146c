package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.expressway.trainer.features.Module;

/**
 * The explanation graph of an attention network: {@link AttentionNetwork}'s forward and backward passes in ONNX's operators, from
 * the tokens on, which are affine in the genes. Further output: {@code attention} [steps, modules].
 *
 * @param layers the tokens' by module, then query, key, value, pool, output
 */
record AttentionPath(Inputs inputs, List<Module> modules, List<AffineLayer> layers) {
    void write(Graph graph) {
        int m = modules.size();
        String ends = AttentionModel.tokens(graph, modules, inputs.write(graph), layers);
        String position = graph.node("Unsqueeze", "position.token", Graph.POSITION, graph.whole("axis2", 2));
        String tokens = LinePath.between(graph, "tokens.between", ends, position);
        String mixed = forward(graph, tokens);
        graph.output("logits", layers.get(m + 4).outputs());
        graph.output("attention", m);
        String ofTokens = throughAttention(graph, throughPool(graph, mixed));
        inputs.writeGradient(graph, throughTokens(graph, LinePath.total(graph, "tokens.total", ofTokens)));
    }

    private String forward(Graph graph, String tokens) {
        int m = modules.size();
        String q = AttentionModel.project(graph, "query", layers.get(m), tokens);
        String k = AttentionModel.project(graph, "key", layers.get(m + 1), tokens);
        String v = AttentionModel.project(graph, "value", layers.get(m + 2), tokens);
        String mixed =
                AttentionModel.attend(graph, tokens, q, k, v, layers.get(m).outputs());
        String first = graph.whole("axis1", 1);
        String scores = graph.node(
                "Squeeze", "pool.scores", AttentionModel.project(graph, "pool", layers.get(m + 3), mixed), "axis2");
        graph.node("Softmax", "attention", List.of(scores), Map.of("axis", 1L));
        String row = graph.node("Unsqueeze", "attention.row", "attention", first);
        String pooled = graph.node("Squeeze", "pooled", graph.node("MatMul", "pooled.row", row, mixed), first);
        graph.affine("output", layers.get(m + 4), pooled, "logits");
        return mixed;
    }

    /** Through the classifier, Σ aₘ Hₘ and the softmax of a: the gradient by H, [steps, modules, width]. */
    private String throughPool(Graph graph, String mixed) {
        String ofPooled = LinePath.back(graph, "pooled.delta", Graph.WEIGHT, "output.weights");
        String column = graph.node("Unsqueeze", "pooled.column", ofPooled, "axis2");
        String ofWeights = graph.node("MatMul", "attention.products", mixed, column);
        String weights = graph.node("Squeeze", "attention.delta", ofWeights, "axis2");
        String ofScores = LinePath.softmaxBack(graph, "pool.delta", "attention", weights);
        String direct = graph.node(
                "Mul",
                "mixed.direct",
                graph.node("Unsqueeze", "attention.column", "attention", "axis2"),
                graph.node("Unsqueeze", "pooled.delta.row", ofPooled, "axis1"));
        String byScores = graph.node(
                "MatMul",
                "mixed.scored",
                graph.node("Unsqueeze", "pool.delta.column", ofScores, "axis2"),
                turned(graph, "pool.weights", List.of(1L, 0L)));
        return graph.node("Add", "mixed.delta", direct, byScores);
    }

    /** Through H = T + softmax(QKᵀ/√d) V: the gradient by T, [steps, modules, width]. */
    private static String throughAttention(Graph graph, String ofMixed) {
        List<Long> last = List.of(0L, 2L, 1L);
        String ofMutual = graph.node("MatMul", "mutual.delta", ofMixed, turned(graph, "value", last));
        String ofScores = graph.node(
                "Mul", "products.delta", LinePath.softmaxBack(graph, "scores.delta", "mutual", ofMutual), "scale");
        String ofQuery = graph.node("MatMul", "query.delta", ofScores, "key");
        String ofKey = graph.node("MatMul", "key.delta", turned(graph, "products.delta", last), "query");
        String ofValue = graph.node("MatMul", "value.delta", turned(graph, "mutual", last), ofMixed);
        String all = ofMixed;
        for (String[] part : new String[][] {{"query", ofQuery}, {"key", ofKey}, {"value", ofValue}}) {
            String weights = turned(graph, part[0] + ".weights", List.of(1L, 0L));
            String back = graph.node("MatMul", part[0] + ".back", part[1], weights);
            all = graph.node("Add", "tokens.and." + part[0], all, back);
        }
        return all;
    }

    private static String turned(Graph graph, String in, List<Long> order) {
        return graph.node("Transpose", in + ".back.turned", List.of(in), Map.of("perm", order));
    }

    /** Through each module's own layer; a gene of several modules gets the sum. */
    private String throughTokens(Graph graph, String total) {
        List<String> parts = IntStream.range(0, modules.size())
                .mapToObj(j -> {
                    String own = graph.node(
                            "Gather",
                            "token" + j + ".pick",
                            List.of(total, graph.whole("token" + j + ".at", j)),
                            Map.of("axis", 1L));
                    String row = graph.node("Squeeze", "token" + j + ".delta", own, "axis1");
                    return LinePath.back(graph, "token" + j + ".back", row, "token" + j + ".weights");
                })
                .toList();
        String all = graph.node("Concat", "tokens.back", parts, Map.of("axis", 1L));
        long[] places = modules.stream()
                .flatMapToInt(module -> Arrays.stream(module.genes()))
                .asLongStream()
                .toArray();
        String row = graph.node("Unsqueeze", "members.row", graph.whole("members", places), graph.whole("axis0", 0));
        String zeros = graph.node("ConstantOfShape", "chosen.none", graph.whole("chosen.shape", 1, inputs.width()));
        return graph.node(
                "ScatterElements", "chosen.delta", List.of(zeros, row, all), Map.of("axis", 1L, "reduction", "add"));
    }
}
