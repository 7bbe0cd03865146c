package org.expressway.trainer.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the cost C of a logistic model by cross-validation inside the training side.
 *
 * <p>The costs are tried in ascending order, each fold starting from its optimum at the cost before, which is close. The
 * held-out log loss first falls and then rises along such a path, so the search ends when it has risen twice in a row;
 * the costs it saves are the slow ones. At equal loss the stronger penalty stays.
 */
final class CostSearch implements AutoCloseable {
    private static final double TOLERANCE = 1e-4;
    private static final int MAX_ITERATIONS = 500;

    /** Hears the mean log loss of a cost on the samples fitted and on those held out. */
    interface Listener {
        void tried(int number, double fitted, double heldOut);
    }

    private static final class Fold {
        final NativeMatrix fitted;
        final int[] fittedLabels;
        final NativeMatrix heldOut;
        final int[] heldOutLabels;
        double[] theta;

        Fold(Scores scores, int[] in, int[] out) {
            fitted = scores.rows(in);
            fittedLabels = scores.labels(in);
            heldOut = scores.rows(out);
            heldOutLabels = scores.labels(out);
            theta = new double[(fitted.columns() + 1) * scores.classes()];
        }

        void fit(double[] weights, double cost) {
            Lbfgs.Objective loss = new MultinomialLoss(fitted, fittedLabels, weights, cost);
            theta = Lbfgs.minimise(loss, theta, TOLERANCE, MAX_ITERATIONS).theta();
        }
    }

    private final List<Fold> folds = new ArrayList<>();
    private final int classes;
    private final ClassWeights weights;
    private final TuneBy tuneBy;

    /** @param foldOf per sample the fold it is held out in, −1 for never; folds without held-out samples are left out */
    CostSearch(Scores scores, int[] foldOf, int folds, ClassWeights weights, TuneBy tuneBy) {
        this.classes = scores.classes();
        this.weights = weights;
        this.tuneBy = tuneBy;
        for (int f = 0; f < folds; f++) {
            int fold = f;
            int[] out = IntStream.range(0, foldOf.length)
                    .filter(i -> foldOf[i] == fold)
                    .toArray();
            int[] in = IntStream.range(0, foldOf.length)
                    .filter(i -> foldOf[i] != fold)
                    .toArray();
            if (out.length > 0) {
                this.folds.add(new Fold(scores, in, out));
            }
        }
    }

    /** The best of these ascending costs; the first of them where nothing can be held out. */
    double best(List<Double> costs, Listener listener) {
        double best = costs.get(0);
        double least = Double.POSITIVE_INFINITY;
        double before = Double.POSITIVE_INFINITY;
        int rises = 0;
        for (int c = 0; c < costs.size() && rises < 2 && !folds.isEmpty(); c++) {
            double cost = costs.get(c);
            folds.forEach(fold -> fold.fit(weights.of(fold.fittedLabels, classes), cost));
            double heldOut = meanLoss(true);
            listener.tried(c + 1, meanLoss(false), heldOut);
            best = heldOut < least ? cost : best;
            least = Math.min(least, heldOut);
            rises = heldOut > before ? rises + 1 : 0;
            before = heldOut;
        }
        return best;
    }

    private double meanLoss(boolean heldOut) {
        double[] losses = new double[classes];
        int[] counts = new int[classes];
        for (Fold fold : folds) {
            NativeMatrix x = heldOut ? fold.heldOut : fold.fitted;
            int[] y = heldOut ? fold.heldOutLabels : fold.fittedLabels;
            double[] p = MultinomialLoss.probabilities(x, fold.theta, classes);
            for (int i = 0; i < y.length; i++) {
                losses[y[i]] -= Math.log(Math.max(p[i * classes + y[i]], 1e-15));
                counts[y[i]]++;
            }
        }
        return tuneBy.mean(losses, counts);
    }

    @Override
    public void close() {
        folds.forEach(fold -> {
            fold.fitted.close();
            fold.heldOut.close();
        });
    }
}
