package org.expressway.trainer.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.expressway.trainer.features.Module;

/**
 * A taught attention network. Further output: {@code attention}, the weight of each module, 1 in sum.
 *
 * <p>It keeps its network, and the native memory of that, as long as it is used.
 */
record AttentionModel(Inputs inputs, List<Module> modules, AttentionNetwork network, Map<String, String> settings)
        implements TrainedModel {
    @Override
    public String recipe() {
        return AttentionRecipe.NAME;
    }

    @Override
    public Standardisation standardisation() {
        return inputs.panel();
    }

    @Override
    public double[][] probabilities(float[][] x) {
        return chunks(x)
                .flatMap(rows -> {
                    float[] p = network.probabilities(inputs.apply(rows), rows.length);
                    return Arrays.stream(Rows.doubles(p, p.length / rows.length));
                })
                .toArray(double[][]::new);
    }

    @Override
    public Map<String, float[][]> further(float[][] x) {
        float[][] weights = chunks(x)
                .flatMap(rows ->
                        Arrays.stream(Rows.of(network.weights(inputs.apply(rows), rows.length), modules.size())))
                .toArray(float[][]::new);
        return Map.of("attention", weights);
    }

    private static Stream<float[][]> chunks(float[][] x) {
        return IntStream.iterate(0, from -> from < x.length, from -> from + TrainedModel.CHUNK)
                .mapToObj(from -> Arrays.copyOfRange(x, from, Math.min(x.length, from + TrainedModel.CHUNK)));
    }

    @Override
    public void explain(Graph graph, int classes) {
        new AttentionPath(inputs, modules, network.affine()).write(graph);
    }

    @Override
    public List<Module> modules() {
        return modules.stream()
                .map(module -> new Module(
                        module.name(),
                        Arrays.stream(module.genes())
                                .map(gene -> inputs.genes()[gene])
                                .toArray()))
                .toList();
    }

    @Override
    public void write(Graph graph) {
        List<AffineLayer> layers = network.affine();
        int m = modules.size();
        String tokens = tokens(graph, modules, inputs.write(graph), layers);
        String q = project(graph, "query", layers.get(m), tokens);
        String k = project(graph, "key", layers.get(m + 1), tokens);
        String v = project(graph, "value", layers.get(m + 2), tokens);
        String mixed = attend(graph, tokens, q, k, v, layers.get(m).outputs());
        String first = graph.whole("axis1", 1);
        String scores = graph.node(
                "Squeeze", "pool.scores", project(graph, "pool", layers.get(m + 3), mixed), graph.whole("axis2", 2));
        String weights = graph.node("Softmax", "attention", List.of(scores), Map.of("axis", 1L));
        String row = graph.node("Unsqueeze", "attention.row", weights, first);
        String pooled = graph.node("Squeeze", "pooled", graph.node("MatMul", "pooled.row", row, mixed), first);
        graph.classifier(List.of(layers.get(m + 4)), pooled);
        graph.output("attention", m);
    }

    static String tokens(Graph graph, List<Module> modules, String z, List<AffineLayer> layers) {
        String axis = graph.whole("token.axis", 1);
        List<String> tokens = new ArrayList<>();
        for (int j = 0; j < modules.size(); j++) {
            String name = "token" + j;
            String genes = graph.whole(
                    name + ".genes",
                    Arrays.stream(modules.get(j).genes()).asLongStream().toArray());
            String own = graph.node("Gather", name + ".own", List.of(z, genes), Map.of("axis", 1L));
            String token = graph.affine(name, layers.get(j), own, name + ".flat");
            tokens.add(graph.node("Unsqueeze", name + ".out", token, axis));
        }
        return graph.node("Concat", "tokens", tokens, Map.of("axis", 1L));
    }

    static String project(Graph graph, String name, AffineLayer layer, String in) {
        String weights = graph.tensor(name + ".weights", layer.weights(), layer.inputs(), layer.outputs());
        String bias = graph.tensor(name + ".bias", layer.bias(), layer.outputs());
        return graph.node("Add", name, graph.node("MatMul", name + ".product", in, weights), bias);
    }

    static String attend(Graph graph, String tokens, String q, String k, String v, int width) {
        String turned = graph.node("Transpose", "key.turned", List.of(k), Map.of("perm", List.of(0L, 2L, 1L)));
        String scale = graph.tensor("scale", new float[] {(float) (1 / Math.sqrt(width))}, 1);
        String scores = graph.node("Mul", "mutual.scores", graph.node("MatMul", "mutual.products", q, turned), scale);
        String mutual = graph.node("Softmax", "mutual", List.of(scores), Map.of("axis", -1L));
        return graph.node("Add", "mixed", tokens, graph.node("MatMul", "context", mutual, v));
    }
}
