package org.expressway.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SubjectFolds;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * Multinomial logistic regression with an L2 penalty on standardised genes: the baseline, and eligible as champion.
 *
 * <p>Its cost is tuned on folds of subjects within the training side, because a baseline with a fixed cost is a straw
 * man. The optimum is exact: L-BFGS in doubles to a gradient norm of 1e-6, in rotated coordinates where there are more
 * genes than samples (see {@link Rotation}). Standardisation and rotation are learned once on the whole training side;
 * they use no label, so the folds share them.
 *
 * @param costs C, the weight of the data against the penalty, ascending
 * @param folds number of inner folds
 */
public record LogisticRecipe(List<Double> costs, int folds) implements Recipe {
    private static final double TOLERANCE = 1e-6;
    private static final int MAX_ITERATIONS = 5000;

    public LogisticRecipe {
        costs = costs.stream().sorted().toList();
        if (costs.isEmpty() || costs.get(0) <= 0 || folds < 2) {
            throw new IllegalArgumentException(
                    "costs %s and %d folds: positive costs and at least two folds are expected"
                            .formatted(costs, folds));
        }
    }

    /** Eight costs from 1e-5 (20,000 noisy genes) to 100 (a handful of clean ones), three folds. */
    public static LogisticRecipe standard() {
        return new LogisticRecipe(List.of(1e-5, 1e-4, 1e-3, 1e-2, .1, 1., 10., 100.), 3);
    }

    @Override
    public String name() {
        return "logistic";
    }

    @Override
    public boolean stopsByValidation() {
        return false;
    }

    @Override
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        long start = System.nanoTime();
        float[][] rows = set.rows(split.train());
        Standardisation standardisation = Standardisation.of(rows);
        Basis basis = Basis.of(standardisation.apply(rows), rows.length, set.genes());
        Scores scores = basis.scores(set.labels(split.train()), set.classes().size());
        double cost = bestCost(
                scores,
                SubjectFolds.of(set.subset(split.train()), folds, seed),
                (number, fitted, heldOut) ->
                        progress.epoch(name(), number, fitted, heldOut, (System.nanoTime() - start) / 1e9));
        Lbfgs.Optimum optimum = fit(scores, cost);
        AffineLayer layer = basis.layer(optimum.theta(), set.classes().size());
        return new LogisticModel(settings(cost, optimum), standardisation, layer);
    }

    private double bestCost(Scores scores, int[] foldOf, CostSearch.Listener listener) {
        try (CostSearch search = new CostSearch(scores, foldOf, folds)) {
            return search.best(costs, listener);
        }
    }

    private static Lbfgs.Optimum fit(Scores scores, double cost) {
        int samples = scores.y().length;
        try (NativeMatrix x = new NativeMatrix(scores.values(), samples, scores.dimensions())) {
            MultinomialLoss loss = new MultinomialLoss(x, scores.y(), scores.classes(), cost);
            return Lbfgs.minimise(loss, new double[loss.parameters()], TOLERANCE, MAX_ITERATIONS);
        }
    }

    private Map<String, String> settings(double cost, Lbfgs.Optimum optimum) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cost", Double.toString(cost));
        settings.put("costs", costs.toString());
        settings.put("folds", Integer.toString(folds));
        settings.put("gradientNorm", Double.toString(optimum.gradientNorm()));
        settings.put("iterations", Integer.toString(optimum.iterations()));
        return settings;
    }
}
