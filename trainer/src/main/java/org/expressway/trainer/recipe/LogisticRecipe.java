package org.expressway.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SubjectFolds;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;

/**
 * Multinomial logistic regression with an L2 penalty on standardised genes: the baseline, and eligible as champion.
 *
 * <p>Its cost is tuned on folds of subjects within the training side, because a baseline with a fixed cost is a straw
 * man. The optimum is exact: L-BFGS in doubles to a gradient norm of 1e-6, in rotated coordinates where there are more
 * genes than samples (see {@link Rotation}). Genes, standardisation and rotation are learned once on the whole training
 * side; they use no label, so the folds share them.
 *
 * @param costs C, the weight of the data against the penalty, ascending
 * @param folds number of inner folds
 * @param weights of the classes, in the fit
 * @param tuneBy what the cost is chosen by
 */
public record LogisticRecipe(List<Double> costs, int folds, ClassWeights weights, TuneBy tuneBy, GeneChoice genes)
        implements Recipe {
    static final String NAME = "logistic";
    static final String WEIGHTED = "logistic-weighted";
    private static final List<Double> COSTS =
            List.of(1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, .03, .1, .3, 1., 3., 10., 100.);
    static final List<Setting> SCHEMA = schema(ClassWeights.NONE, TuneBy.LOG_LOSS);
    static final List<Setting> WEIGHTED_SCHEMA = schema(ClassWeights.BALANCED, TuneBy.LOG_LOSS);
    private static final double TOLERANCE = 1e-6;
    private static final int MAX_ITERATIONS = 5000;

    private static List<Setting> schema(ClassWeights weights, TuneBy tuneBy) {
        return Stream.concat(
                        GeneSettings.SCHEMA.stream(),
                        Stream.of(
                                new Setting.Reals("costs", COSTS, 1e-12, 1e12),
                                Setting.Whole.of("folds", 3, 2, 20),
                                new Setting.Choice(
                                        "classWeights",
                                        GeneSettings.word(weights),
                                        List.of("none", "tempered", "balanced")),
                                new Setting.Choice(
                                        "tuneBy",
                                        tuneBy.setting(),
                                        List.of(TuneBy.LOG_LOSS.setting(), TuneBy.BALANCED_LOG_LOSS.setting()))))
                .toList();
    }

    public LogisticRecipe {
        costs = costs.stream().sorted().toList();
        if (costs.isEmpty() || costs.get(0) <= 0 || folds < 2) {
            throw new IllegalArgumentException(
                    "costs %s and %d folds: positive costs and at least two folds are expected"
                            .formatted(costs, folds));
        }
    }

    /** All genes, every sample alike, tuned by log loss. */
    public LogisticRecipe(List<Double> costs, int folds) {
        this(costs, folds, ClassWeights.NONE, TuneBy.LOG_LOSS, new GeneChoice.All());
    }

    static LogisticRecipe of(Settings settings) {
        return new LogisticRecipe(
                settings.reals("costs"),
                settings.whole("folds"),
                ClassWeights.named(settings.text("classWeights")),
                TuneBy.named(settings.text("tuneBy")),
                GeneSettings.of(settings));
    }

    /** Costs from 1e-5 (20,000 noisy genes) to 100 (a handful of clean ones), three folds. */
    public static LogisticRecipe standard() {
        return of(Settings.standard(SCHEMA));
    }

    @Override
    public String name() {
        return weights == ClassWeights.NONE ? NAME : WEIGHTED;
    }

    @Override
    public boolean stopsByValidation() {
        return false;
    }

    @Override
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        long start = System.nanoTime();
        TrainingSet train = set.subset(split.train());
        Inputs inputs = Inputs.of(train, genes);
        Basis basis = Basis.of(new Standardised(inputs, train.x()));
        Scores scores = basis.scores(train.y(), set.classes().size());
        double cost = bestCost(
                scores,
                SubjectFolds.of(train, folds, seed),
                (number, fitted, heldOut) ->
                        progress.epoch(name(), number, fitted, heldOut, (System.nanoTime() - start) / 1e9));
        Lbfgs.Optimum optimum = fit(scores, cost);
        AffineLayer layer = basis.layer(optimum.theta(), set.classes().size());
        return new LogisticModel(name(), settings(inputs, cost, optimum), inputs, layer);
    }

    private double bestCost(Scores scores, int[] foldOf, CostSearch.Listener listener) {
        try (CostSearch search = new CostSearch(scores, foldOf, folds, weights, tuneBy)) {
            return search.best(costs, listener);
        }
    }

    private Lbfgs.Optimum fit(Scores scores, double cost) {
        int samples = scores.y().length;
        try (NativeMatrix x = new NativeMatrix(scores.values(), samples, scores.dimensions())) {
            MultinomialLoss loss = new MultinomialLoss(x, scores.y(), weights.of(scores.y(), scores.classes()), cost);
            return Lbfgs.minimise(loss, new double[loss.parameters()], TOLERANCE, MAX_ITERATIONS);
        }
    }

    private Map<String, String> settings(Inputs inputs, double cost, Lbfgs.Optimum optimum) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("cost", Double.toString(cost));
        settings.put("costs", costs.toString());
        settings.put("folds", Integer.toString(folds));
        settings.put("classWeights", GeneSettings.word(weights));
        settings.put("tuneBy", tuneBy.setting());
        settings.put("genes", Integer.toString(inputs.width()));
        settings.put("gradientNorm", Double.toString(optimum.gradientNorm()));
        settings.put("iterations", Integer.toString(optimum.iterations()));
        return settings;
    }
}
