package org.expressway.trainer.recipe;

import java.util.Arrays;
import org.expressway.analysis.classify.Softmax;

/**
 * The L2-penalised multinomial log loss and its gradient.
 *
 * <p>f(W, b) = 1/n Σᵢ −w(yᵢ) log p(yᵢ | xᵢ) + ‖W‖² / (2 C n), w the weight of a class: C weighs data against penalty as it
 * does in scikit-learn, and the division by n keeps one tolerance of the gradient meaningful for every n. One weight row per class, none left out: the
 * penalty makes W unique, and from a start at zero the intercepts, which are not penalised, keep a sum of zero.
 *
 * <p>θ holds the weights, dimensions × classes row by row, then the intercepts.
 */
final class MultinomialLoss implements Lbfgs.Objective {
    private final NativeMatrix x;
    private final int[] y;
    private final double[] weights;
    private final int classes;
    private final double penalty;

    /** @param weights one a class */
    MultinomialLoss(NativeMatrix x, int[] y, double[] weights, double cost) {
        this.x = x;
        this.y = y;
        this.weights = weights;
        this.classes = weights.length;
        this.penalty = 1 / (cost * x.rows());
    }

    int parameters() {
        return (x.columns() + 1) * classes;
    }

    @Override
    public double at(double[] theta, double[] gradient) {
        double[] residual = probabilities(x, theta, classes);
        double loss = toResidual(residual);
        double[] ofData = x.transposedTimes(residual, classes);
        double squares = 0;
        for (int j = 0; j < ofData.length; j++) {
            gradient[j] = ofData[j] + penalty * theta[j];
            squares += theta[j] * theta[j];
        }
        sumColumns(residual, gradient, ofData.length);
        return loss + penalty * squares / 2;
    }

    /** Samples × classes, row by row. */
    static double[] probabilities(NativeMatrix x, double[] theta, int classes) {
        double[] p = x.times(theta, classes);
        for (int i = 0; i < x.rows(); i++) {
            for (int c = 0; c < classes; c++) {
                p[i * classes + c] += theta[x.columns() * classes + c];
            }
            double[] softmax = Softmax.of(Arrays.copyOfRange(p, i * classes, (i + 1) * classes));
            System.arraycopy(softmax, 0, p, i * classes, classes);
        }
        return p;
    }

    /** Turns probabilities into w (p − 1[y]) / n and returns the mean weighted log loss they had. */
    private double toResidual(double[] p) {
        double loss = 0;
        for (int i = 0; i < y.length; i++) {
            double weight = weights[y[i]];
            loss -= weight * Math.log(Math.max(p[i * classes + y[i]], Double.MIN_NORMAL));
            p[i * classes + y[i]] -= 1;
            for (int c = 0; c < classes; c++) {
                p[i * classes + c] *= weight / y.length;
            }
        }
        return loss / y.length;
    }

    private void sumColumns(double[] residual, double[] gradient, int offset) {
        for (int c = 0; c < classes; c++) {
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                sum += residual[i * classes + c];
            }
            gradient[offset + c] = sum;
        }
    }
}
