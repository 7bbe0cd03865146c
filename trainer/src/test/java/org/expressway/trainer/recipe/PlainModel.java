package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.classify.Softmax;
import org.expressway.analysis.explain.Margin;
import org.expressway.analysis.explain.MarginPath;
import org.expressway.trainer.features.Module;

/** The recipes' logits in plain double precision, and their gradients by central differences of those. */
final class PlainModel implements MarginPath {
    /** log2 units: small beside the distance to the next bend of a ReLU, large beside a double's rounding. */
    private static final double STEP = 1e-6;

    private interface Logits {
        double[] of(double[] z);
    }

    private final Inputs inputs;
    private final Logits logits;

    private PlainModel(Inputs inputs, Logits logits) {
        this.inputs = inputs;
        this.logits = logits;
    }

    static PlainModel of(TrainedModel model) {
        if (model instanceof LogisticModel logistic) {
            return new PlainModel(logistic.inputs(), z -> affine(logistic.layer(), z));
        }
        if (model instanceof DenseModel dense) {
            List<AffineLayer> layers = dense.layers();
            return new PlainModel(
                    dense.network().inputs(),
                    z -> affine(layers.get(2), relu(affine(layers.get(1), relu(affine(layers.get(0), z))))));
        }
        if (model instanceof AutoencoderModel autoencoder) {
            List<AffineLayer> layers = autoencoder.layers();
            return new PlainModel(autoencoder.inputs(), z -> {
                double[] code = affine(layers.get(1), relu(affine(layers.get(0), z)));
                return affine(layers.get(5), relu(affine(layers.get(4), code)));
            });
        }
        AttentionModel attention = (AttentionModel) model;
        List<AffineLayer> layers = attention.network().affine();
        return new PlainModel(
                attention.inputs(), z -> attend(attention.modules().size(), own(attention), layers, z));
    }

    /** The modules as positions among the chosen genes. */
    private static List<Module> own(AttentionModel model) {
        int[] chosen = model.inputs().genes();
        return model.modules().stream()
                .map(module -> new Module(
                        module.name(),
                        Arrays.stream(module.genes())
                                .map(gene -> Arrays.binarySearch(chosen, gene))
                                .toArray()))
                .toList();
    }

    double[] logits(double[] x) {
        double[] z = new double[inputs.width()];
        for (int j = 0; j < z.length; j++) {
            int g = inputs.genes()[j];
            z[j] = (x[g] - inputs.panel().mean()[g]) * inputs.panel().inverseSd()[g];
        }
        return logits.of(z);
    }

    @Override
    public Slopes along(float[] baseline, float[] values, double[] positions, double[] weights, Margin margin) {
        double[] margins = new double[positions.length];
        double[] gradient = new double[values.length];
        for (int i = 0; i < positions.length; i++) {
            double[] x = new double[values.length];
            for (int g = 0; g < x.length; g++) {
                x[g] = baseline[g] + positions[i] * ((double) values[g] - baseline[g]);
            }
            margins[i] = margin(x, margin);
            for (int g : inputs.genes()) {
                gradient[g] += weights[i] * (moved(x, g, STEP, margin) - moved(x, g, -STEP, margin)) / (2 * STEP);
            }
        }
        float[] rounded = new float[gradient.length];
        for (int g = 0; g < rounded.length; g++) {
            rounded[g] = (float) gradient[g];
        }
        return new Slopes(margins, rounded);
    }

    private double moved(double[] x, int gene, double by, Margin margin) {
        double before = x[gene];
        x[gene] = before + by;
        double moved = margin(x, margin);
        x[gene] = before;
        return moved;
    }

    private double margin(double[] x, Margin margin) {
        double[] all = logits(x);
        return all[margin.top()] - all[margin.second()];
    }

    private static double[] affine(AffineLayer layer, double[] in) {
        double[] out = new double[layer.outputs()];
        for (int c = 0; c < out.length; c++) {
            out[c] = layer.bias()[c];
            for (int j = 0; j < in.length; j++) {
                out[c] += in[j] * layer.weights()[j * out.length + c];
            }
        }
        return out;
    }

    private static double[] relu(double[] values) {
        return Arrays.stream(values).map(v -> Math.max(0, v)).toArray();
    }

    private static double[] attend(int m, List<Module> modules, List<AffineLayer> layers, double[] z) {
        double[][] tokens = new double[m][];
        for (int j = 0; j < m; j++) {
            int[] genes = modules.get(j).genes();
            double[] own = Arrays.stream(genes).mapToDouble(g -> z[g]).toArray();
            tokens[j] = affine(layers.get(j), own);
        }
        int width = tokens[0].length;
        double[][] keys =
                Arrays.stream(tokens).map(t -> affine(layers.get(m + 1), t)).toArray(double[][]::new);
        double[][] said =
                Arrays.stream(tokens).map(t -> affine(layers.get(m + 2), t)).toArray(double[][]::new);
        double[][] mixed = new double[m][];
        double[] scores = new double[m];
        for (int a = 0; a < m; a++) {
            double[] q = affine(layers.get(m), tokens[a]);
            double[] mutual = new double[m];
            for (int b = 0; b < m; b++) {
                mutual[b] = dot(q, keys[b]) / Math.sqrt(width);
            }
            mutual = Softmax.of(mutual);
            mixed[a] = tokens[a].clone();
            for (int b = 0; b < m; b++) {
                for (int c = 0; c < width; c++) {
                    mixed[a][c] += mutual[b] * said[b][c];
                }
            }
            scores[a] = affine(layers.get(m + 3), mixed[a])[0];
        }
        double[] weights = Softmax.of(scores);
        double[] pooled = new double[width];
        for (int a = 0; a < m; a++) {
            for (int c = 0; c < width; c++) {
                pooled[c] += weights[a] * mixed[a][c];
            }
        }
        return affine(layers.get(m + 4), pooled);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
