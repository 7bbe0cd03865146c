package org.expressway.analysis.propagate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A network with weights from a seed, computed plainly. */
record RandomNetwork(List<AffineStep> steps) {
    static RandomNetwork of(long seed, int... widths) {
        SplittableRandom random = new SplittableRandom(seed);
        List<AffineStep> steps = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            float[] weights = new float[widths[l - 1] * widths[l]];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (random.nextGaussian() * 1.4 / Math.sqrt(widths[l - 1]));
            }
            steps.add(new AffineStep(widths[l - 1], widths[l], weights, l < widths.length - 1));
        }
        return new RandomNetwork(steps);
    }

    double[] logits(double[] x) {
        List<double[]> values = values(x);
        return values.get(values.size() - 1);
    }

    List<boolean[]> active(double[] x) {
        List<boolean[]> active = new ArrayList<>();
        for (double[] layer : values(x)) {
            boolean[] positive = new boolean[layer.length];
            for (int h = 0; h < layer.length; h++) {
                positive[h] = layer[h] > 0;
            }
            active.add(positive);
        }
        return active;
    }

    private List<double[]> values(double[] x) {
        List<double[]> all = new ArrayList<>();
        double[] in = x;
        for (AffineStep step : steps) {
            double[] out = new double[step.outputs()];
            for (int o = 0; o < out.length; o++) {
                for (int i = 0; i < in.length; i++) {
                    out[o] += in[i] * step.weights()[i * out.length + o];
                }
                out[o] = step.rectified() ? Math.max(0, out[o]) : out[o];
            }
            all.add(out);
            in = out;
        }
        return all;
    }

    static double[] gaussian(SplittableRandom random, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
        }
        return x;
    }
}
