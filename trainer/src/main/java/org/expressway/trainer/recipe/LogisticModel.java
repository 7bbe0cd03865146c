package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;
import org.expressway.analysis.classify.Softmax;

/** A fitted logistic model; scores are summed in doubles over the float32 weights that are exported. */
record LogisticModel(String recipe, Map<String, String> settings, Inputs inputs, AffineLayer layer)
        implements TrainedModel {
    @Override
    public Standardisation standardisation() {
        return inputs.panel();
    }

    @Override
    public void write(Graph graph) {
        graph.classifier(List.of(layer), inputs.write(graph));
    }

    @Override
    public void explain(Graph graph, int classes) {
        new LayerPath(inputs, List.of(layer), List.of()).write(graph);
    }

    @Override
    public double[][] probabilities(float[][] x) {
        double[][] out = new double[x.length][];
        float[] z = new float[layer.inputs()];
        for (int i = 0; i < x.length; i++) {
            inputs.apply(x[i], z, 0);
            out[i] = Softmax.of(scores(z));
        }
        return out;
    }

    private double[] scores(float[] z) {
        double[] out = new double[layer.outputs()];
        for (int c = 0; c < out.length; c++) {
            double sum = layer.bias()[c];
            for (int g = 0; g < z.length; g++) {
                sum += (double) z[g] * layer.weights()[g * out.length + c];
            }
            out[c] = sum;
        }
        return out;
    }
}
