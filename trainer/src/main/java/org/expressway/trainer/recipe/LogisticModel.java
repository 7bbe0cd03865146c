package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;
import org.expressway.analysis.classify.Softmax;

/** A fitted logistic model; scores are summed in doubles over the float32 weights that are exported. */
record LogisticModel(Map<String, String> settings, Standardisation standardisation, AffineLayer layer)
        implements TrainedModel {
    @Override
    public String recipe() {
        return "logistic";
    }

    @Override
    public List<AffineLayer> layers() {
        return List.of(layer);
    }

    @Override
    public double[][] probabilities(float[][] x) {
        double[][] out = new double[x.length][];
        float[] z = new float[layer.inputs()];
        for (int i = 0; i < x.length; i++) {
            standardisation.apply(x[i], z, 0);
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
