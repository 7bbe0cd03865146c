package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.expressway.analysis.classify.Softmax;

/**
 * A taught autoencoder with its classifier.
 *
 * <p>Further outputs: {@code latent}; {@code reconstruction}, the chosen genes standardised; {@code residual}, one column,
 * the mean squared difference of that from what went in. A sample unlike those learned from has a large residual.
 *
 * @param layers encode, latent, decode, reconstruct, hidden, output
 */
record AutoencoderModel(Inputs inputs, List<AffineLayer> layers, Map<String, String> settings) implements TrainedModel {
    @Override
    public String recipe() {
        return AutoencoderRecipe.NAME;
    }

    @Override
    public Standardisation standardisation() {
        return inputs.panel();
    }

    @Override
    public double[][] probabilities(float[][] x) {
        AffineLayer output = layers.get(5);
        return byChunks(x, rows -> {
                    float[] units = Units.relu(layers.get(4).times(code(inputs.apply(rows), rows.length), rows.length));
                    return Arrays.stream(Rows.doubles(output.times(units, rows.length), output.outputs()))
                            .map(Softmax::of)
                            .toArray(double[][]::new);
                })
                .stream()
                .flatMap(Arrays::stream)
                .toArray(double[][]::new);
    }

    @Override
    public Map<String, float[][]> further(float[][] x) {
        Map<String, float[][]> further = new LinkedHashMap<>();
        List<Map<String, float[][]>> parts = byChunks(x, this::furtherOfChunk);
        for (String name : List.of("latent", "reconstruction", "residual")) {
            further.put(
                    name,
                    parts.stream()
                            .flatMap(part -> Arrays.stream(part.get(name)))
                            .toArray(float[][]::new));
        }
        return further;
    }

    private Map<String, float[][]> furtherOfChunk(float[][] rows) {
        float[] z = inputs.apply(rows);
        float[] code = code(z, rows.length);
        float[] wide = Units.relu(layers.get(2).times(code, rows.length));
        float[] reconstruction = layers.get(3).times(wide, rows.length);
        return Map.of(
                "latent", Rows.of(code, layers.get(1).outputs()),
                "reconstruction", Rows.of(reconstruction, inputs.width()),
                "residual", Rows.of(residual(z, reconstruction), 1));
    }

    private float[] residual(float[] z, float[] reconstruction) {
        float[] residual = new float[z.length / inputs.width()];
        for (int i = 0; i < residual.length; i++) {
            double squares = 0;
            for (int g = i * inputs.width(); g < (i + 1) * inputs.width(); g++) {
                double d = z[g] - reconstruction[g];
                squares += d * d;
            }
            residual[i] = (float) (squares / inputs.width());
        }
        return residual;
    }

    private float[] code(float[] z, int rows) {
        return layers.get(1).times(Units.relu(layers.get(0).times(z, rows)), rows);
    }

    private static <T> List<T> byChunks(float[][] x, Function<float[][], T> function) {
        return java.util.stream.IntStream.iterate(0, from -> from < x.length, from -> from + TrainedModel.CHUNK)
                .mapToObj(from -> Arrays.copyOfRange(x, from, Math.min(x.length, from + TrainedModel.CHUNK)))
                .map(function)
                .toList();
    }

    /** What is decoded takes no part in a call. */
    @Override
    public void explain(Graph graph, int classes) {
        List<AffineLayer> caller = List.of(layers.get(0), layers.get(1), layers.get(4), layers.get(5));
        new LayerPath(inputs, caller, List.of(true, false, true)).write(graph);
    }

    @Override
    public void write(Graph graph) {
        String z = inputs.write(graph);
        String wide = graph.node("Relu", "encoded", graph.affine("encode", layers.get(0), z, "encode.sum"));
        String code = graph.affine("latent", layers.get(1), wide, "latent");
        String back = graph.node("Relu", "decoded", graph.affine("decode", layers.get(2), code, "decode.sum"));
        String reconstruction = graph.affine("reconstruct", layers.get(3), back, "reconstruction");
        String error = graph.node("Sub", "error", z, reconstruction);
        graph.node(
                "ReduceMean",
                "residual",
                List.of(graph.node("Mul", "error.squared", error, error)),
                Map.of("axes", List.of(1L), "keepdims", 1L));
        graph.classifier(layers.subList(4, 6), code);
        graph.output("latent", layers.get(1).outputs());
        graph.output("reconstruction", inputs.width());
        graph.output("residual", 1);
    }
}
