package org.expressway.analysis.propagate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Covariance of a layered classifier's logits under independent errors of its inputs, to first order (delta method):
 *
 * <pre>
 *   M = W₁ᵀ diag(v) W₁                       once for all samples with the same v
 *   B = ∂logits / ∂(first layer's sums)      at the sample: rectifiers that are off pass nothing
 *   cov = B M Bᵀ
 * </pre>
 *
 * <p>For a model without rectifiers this is exact; with them it is exact as long as the error switches none. It equals J diag(v) Jᵀ,
 * J the Jacobian in the inputs, without ever forming J: of genes × width² multiplications M takes nearly all, and the samples
 * of a batch share it. Sums are in double precision and in a fixed order.
 */
public final class ErrorThroughLayers {
    private final List<AffineStep> steps;
    private final double[][][] turned;

    /** @throws IllegalArgumentException when a layer does not fit the one before, or the last one is rectified */
    public ErrorThroughLayers(List<AffineStep> steps) {
        this.steps = List.copyOf(steps);
        requireChain();
        this.turned = new double[steps.size()][][];
        for (int l = 1; l < turned.length; l++) {
            turned[l] = turned(steps.get(l));
        }
    }

    private void requireChain() {
        if (steps.isEmpty() || steps.get(steps.size() - 1).rectified()) {
            throw new IllegalArgumentException("expected layers of which the last gives logits, not rectified ones");
        }
        for (int l = 1; l < steps.size(); l++) {
            if (steps.get(l).inputs() != steps.get(l - 1).outputs()) {
                throw new IllegalArgumentException(
                        "layer " + l + " takes " + steps.get(l).inputs() + " values, expected the "
                                + steps.get(l - 1).outputs() + " of the layer before");
            }
        }
    }

    public int inputs() {
        return steps.get(0).inputs();
    }

    /** Covariance of the first layer's sums. @param variance of each input; not negative */
    public double[][] ofFirstLayer(double[] variance) {
        AffineStep first = steps.get(0);
        if (variance.length != first.inputs()) {
            throw new IllegalArgumentException(
                    variance.length + " variances, expected one for each of " + first.inputs() + " inputs");
        }
        int width = first.outputs();
        double[][] covariance = new double[width][width];
        double[] row = new double[width];
        for (int g = 0; g < variance.length; g++) {
            if (variance[g] > 0) {
                for (int h = 0; h < width; h++) {
                    row[h] = first.weights()[g * width + h];
                }
                addOuter(variance[g], row, covariance);
            }
        }
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** The lower triangle. */
    private static void addOuter(double variance, double[] row, double[][] covariance) {
        for (int i = 0; i < row.length; i++) {
            addTimes(variance * row[i], row, covariance[i], i + 1);
        }
    }

    private static void addTimes(double factor, double[] row, double[] sum, int length) {
        for (int j = 0; j < length; j++) {
            sum[j] += factor * row[j];
        }
    }

    /**
     * Covariance of the logits of one sample.
     *
     * @param first from {@link #ofFirstLayer}
     * @param active for each layer but the last, which of its rectifiers pass; null where it has none
     */
    public double[][] ofLogits(double[][] first, List<boolean @Nullable []> active) {
        int last = steps.size() - 1;
        int classes = steps.get(last).outputs();
        double[][] covariance = new double[classes][classes];
        double[][] back = new double[classes][];
        double[][] spread = new double[classes][];
        for (int k = 0; k < classes; k++) {
            back[k] = backwards(k, active);
            spread[k] = times(back[k], first);
            for (int j = 0; j <= k; j++) {
                covariance[k][j] = dot(spread[k], back[j]);
                covariance[j][k] = covariance[k][j];
            }
        }
        return covariance;
    }

    /** Gradient of one logit in the first layer's sums. */
    private double[] backwards(int logit, List<boolean @Nullable []> active) {
        double[] gradient = new double[steps.get(steps.size() - 1).outputs()];
        gradient[logit] = 1;
        for (int l = steps.size() - 1; l > 0; l--) {
            gradient = times(gradient, turned[l]);
            boolean[] passes = active.get(l - 1);
            for (int h = 0; passes != null && h < gradient.length; h++) {
                gradient[h] = passes[h] ? gradient[h] : 0;
            }
        }
        return gradient;
    }

    private static double[] times(double[] row, double[][] matrix) {
        double[] product = new double[matrix[0].length];
        for (int i = 0; i < row.length; i++) {
            if (row[i] != 0) {
                addTimes(row[i], matrix[i], product, product.length);
            }
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Outputs × inputs. */
    private static double[][] turned(AffineStep step) {
        double[][] turned = new double[step.outputs()][step.inputs()];
        for (int i = 0; i < step.inputs(); i++) {
            for (int o = 0; o < step.outputs(); o++) {
                turned[o][i] = step.weights()[i * step.outputs() + o];
            }
        }
        return turned;
    }
}
