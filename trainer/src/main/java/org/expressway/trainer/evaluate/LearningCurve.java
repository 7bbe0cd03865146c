package org.expressway.trainer.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.cohort.Fold;
import org.expressway.trainer.cohort.Sides;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * What more samples would bring: the recipe learns from nested parts of each fold's training side, stratified and by
 * subject, and is tested on the fold's whole test side. Of the first seed's folds, at most five of them; the last point is the whole side.
 */
public final class LearningCurve {
    static final double[] SHARES = {.1, .2, .4, .7, 1};
    static final int MOST_FOLDS = 5;

    /**
     * A point of the curve.
     *
     * @param share of the training side's subjects
     * @param samples mean number learned from
     */
    public record Point(double share, double samples, double accuracy, double balancedAccuracy) {}

    private LearningCurve() {}

    static List<Point> of(
            CrossValidation validation, TrainingSet set, List<Fold> folds, String recipe, EvaluationProgress progress) {
        List<Fold> used = folds.subList(0, Math.min(MOST_FOLDS, folds.size()));
        List<Point> points = new ArrayList<>();
        for (double share : SHARES) {
            List<double[]> p = new ArrayList<>();
            List<Integer> y = new ArrayList<>();
            double samples = 0;
            for (Fold fold : used) {
                int[] learned = part(set, fold.train(), share);
                samples += (double) learned.length / used.size();
                p.addAll(List.of(validation.probabilities(fold, learned, 1)));
                IntStream.of(set.labels(fold.test())).forEach(y::add);
                progress.done(recipe);
            }
            Metrics metrics = Metrics.of(
                    p.toArray(double[][]::new),
                    y.stream().mapToInt(Integer::intValue).toArray());
            points.add(new Point(share, samples, metrics.accuracy(), metrics.balancedAccuracy()));
        }
        return points;
    }

    /** The same order for every share, so that the parts are nested; every stratum keeps at least one subject. */
    private static int[] part(TrainingSet set, int[] train, double share) {
        Set<String> kept = new HashSet<>();
        for (List<String> subjects : Sides.strata(set.subset(train), 1)) {
            kept.addAll(subjects.subList(
                    0, (int) Math.max(Math.min(2, subjects.size()), Math.round(share * subjects.size()))));
        }
        return IntStream.of(train)
                .filter(i -> kept.contains(set.subjects().get(i)))
                .toArray();
    }
}
