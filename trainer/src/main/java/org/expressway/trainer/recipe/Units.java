package org.expressway.trainer.recipe;

import java.util.SplittableRandom;

/** What happens to activations between layers. Arrays are changed in place and returned. */
final class Units {
    private Units() {}

    static float[] relu(float[] values) {
        for (int j = 0; j < values.length; j++) {
            values[j] = Math.max(0, values[j]);
        }
        return values;
    }

    /** The gradient goes through where a unit was active. */
    static float[] reluBack(float[] delta, float[] active) {
        for (int j = 0; j < delta.length; j++) {
            delta[j] = active[j] > 0 ? delta[j] : 0;
        }
        return delta;
    }

    /** Per unit 0 with probability {@code share}, else what keeps the mean. */
    static float[] mask(int units, double share, SplittableRandom random) {
        float[] mask = new float[units];
        float kept = (float) (1 / (1 - share));
        for (int j = 0; j < units; j++) {
            mask[j] = random.nextDouble() < share ? 0 : kept;
        }
        return mask;
    }

    static float[] times(float[] values, float[] mask) {
        float[] out = new float[values.length];
        for (int j = 0; j < out.length; j++) {
            out[j] = values[j] * mask[j];
        }
        return out;
    }

    static void add(float[] to, float[] values) {
        for (int j = 0; j < to.length; j++) {
            to[j] += values[j];
        }
    }

    /** Softmax of each row. */
    static void softmax(float[] logits, int classes) {
        for (int from = 0; from < logits.length; from += classes) {
            float most = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                most = Math.max(most, logits[from + c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double e = Math.exp(logits[from + c] - most);
                logits[from + c] = (float) e;
                sum += e;
            }
            for (int c = 0; c < classes; c++) {
                logits[from + c] /= (float) sum;
            }
        }
    }

    /**
     * Turns probabilities into the gradient of the mean weighted log loss by the logits, and returns that loss.
     *
     * @param weights one a class
     */
    static double toResidual(float[] p, int[] labels, double[] weights) {
        double loss = 0;
        int classes = weights.length;
        for (int i = 0; i < labels.length; i++) {
            double weight = weights[labels[i]];
            int called = i * classes + labels[i];
            loss -= weight * Math.log(Math.max(p[called], 1e-15));
            p[called] -= 1;
            for (int c = 0; c < classes; c++) {
                p[i * classes + c] *= (float) (weight / labels.length);
            }
        }
        return loss / labels.length;
    }
}
