package org.expressway.trainer.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Successive halving (Jamieson &amp; Talwalkar 2016, AISTATS) with inner folds as the resource.
 *
 * <p>On the first rung every candidate is scored on one fold; of each rung the best 1 in {@code reduction} go on, and are
 * scored on so many times more folds, until all have been used; scores of folds seen before are kept and not computed
 * again. Candidates of a rung are compared on the same folds, hence pairwise. Folds rather than epochs are what grows,
 * because a learning rate that is ahead after 5 epochs need not be after 50, and because a logistic model has no epochs.
 * It costs about (1 + log(folds) / log(reduction)) · trials trainings instead of folds · trials. When time is up the best
 * of the furthest rung that anyone has completed is taken.
 */
final class Halving {
    /** Log loss, held out, of a candidate on a fold. */
    interface Score {
        double of(int candidate, int fold);
    }

    /**
     * @param candidate the best
     * @param logLoss its mean over the folds it was scored on
     * @param folds how many those were
     */
    record Winner(int candidate, double logLoss, int folds) {}

    private final int folds;
    private final int reduction;
    private final Score score;
    private final BooleanSupplier timeIsUp;
    private final Map<Integer, List<Double>> scores = new HashMap<>();

    Halving(int folds, int reduction, Score score, BooleanSupplier timeIsUp) {
        this.folds = folds;
        this.reduction = reduction;
        this.score = score;
        this.timeIsUp = timeIsUp;
    }

    /** Of candidates 0 to n − 1. The first is scored whatever the time. */
    Winner of(int candidates) {
        List<Integer> rung = IntStream.range(0, candidates).boxed().toList();
        int seen = 1;
        Winner best = score(rung, seen);
        while (seen < folds && !timeIsUp.getAsBoolean()) {
            seen = Math.min(folds, seen * reduction);
            rung = rung.stream()
                    .sorted(Comparator.comparingDouble(this::mean))
                    .limit(Math.max(1, rung.size() / reduction))
                    .toList();
            Winner further = score(rung, seen);
            best = further.folds() > best.folds() ? further : best;
        }
        return best;
    }

    /** The best of those that got their scores on this many folds; without one, of those that got less far. */
    private Winner score(List<Integer> rung, int wanted) {
        for (int candidate : rung) {
            List<Double> own = scores.computeIfAbsent(candidate, c -> new ArrayList<>());
            while (own.size() < wanted && (candidate == 0 && own.isEmpty() || !timeIsUp.getAsBoolean())) {
                own.add(score.of(candidate, own.size()));
            }
        }
        int furthest = rung.stream().mapToInt(c -> size(c)).max().orElseThrow();
        int done = furthest >= wanted ? wanted : Math.max(1, furthest);
        int best = rung.stream()
                .filter(c -> size(c) >= done)
                .min(Comparator.comparingDouble(this::mean))
                .orElseThrow();
        return new Winner(best, mean(best), done);
    }

    private int size(int candidate) {
        return scores.getOrDefault(candidate, List.of()).size();
    }

    /** A candidate that nobody had time for is last. */
    private double mean(int candidate) {
        return scores.getOrDefault(candidate, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
