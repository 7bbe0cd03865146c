package org.expressway.trainer.choose;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.Metrics;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.SubjectSplit;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.cohort.UnfitTrainingSet;
import org.expressway.trainer.onnx.OnnxWriter;
import org.expressway.trainer.onnx.Parity;
import org.expressway.trainer.recipe.Progress;
import org.expressway.trainer.recipe.Recipe;
import org.expressway.trainer.recipe.TrainedModel;

/**
 * From labelled samples to the model to release: split, train each recipe, evaluate on the same held-out subjects, choose
 * on the validation side, train the chosen recipe once more on all but the test side, export, and check that the export is the model.
 */
public final class ModelChoice {
    /** Rows the export is compared on; what the test side lacks is filled from validation and training. */
    private static final int PARITY_ROWS = 64;

    private ModelChoice() {}

    /**
     * Trains every recipe on one side and measures each on the same others.
     *
     * @throws UnfitTrainingSet when the samples cannot teach a model
     */
    public static Evaluation evaluate(TrainingSet set, ChoiceSettings settings, Progress progress) {
        if (set.samples() == 0) {
            throw new UnfitTrainingSet(
                    "there is no labelled sample to learn from; publish labels for corrected samples first");
        }
        Split split = SubjectSplit.of(
                set, settings.shares(), settings.referenceSubjects(), settings.lockedSubjects(), settings.seed());
        List<Candidate> candidates = settings.recipes().stream()
                .map(recipe -> candidate(recipe, set, split, settings.seed(), progress))
                .toList();
        Candidate chosen =
                settings.forced().map(recipe -> named(candidates, recipe)).orElseGet(() -> best(candidates));
        return new Evaluation(split, candidates, chosen);
    }

    /**
     * Trains the recipe of a candidate once more, on all but the test side, and exports it.
     *
     * @throws IllegalStateException when the export is not the model
     */
    public static Choice release(
            TrainingSet set, Evaluation evaluation, Candidate chosen, long seed, Progress progress) {
        Split split = evaluation.split();
        TrainedModel released = released(chosen.recipe(), set, split, seed, progress);
        byte[] onnx = OnnxWriter.write(released);
        double parity = Parity.require(released, onnx, parityRows(set, split));
        return new Choice(split, evaluation.candidates(), chosen, released, onnx, parity);
    }

    /** Both, for the candidate that the evaluation prefers. */
    public static Choice of(TrainingSet set, ChoiceSettings settings, Progress progress) {
        Evaluation evaluation = evaluate(set, settings, progress);
        return release(set, evaluation, evaluation.chosen(), settings.seed(), progress);
    }

    private static Candidate candidate(Recipe recipe, TrainingSet set, Split split, long seed, Progress progress) {
        long start = System.nanoTime();
        TrainedModel model = recipe.train(set, split, seed, progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        double[][] tested = model.probabilities(set.rows(split.test()));
        return new Candidate(
                recipe,
                model,
                figures(model, set, split.validation()),
                right(model, set, split.validation()),
                Metrics.of(tested, set.labels(split.test())),
                tested,
                seconds);
    }

    /** What is measured is the recipe; what is released learns from all but those who calibrate it. */
    private static TrainedModel released(Recipe recipe, TrainingSet set, Split split, long seed, Progress progress) {
        return recipe.train(set, split.forRelease(recipe.stopsByValidation()), seed, progress);
    }

    private static Metrics figures(TrainedModel model, TrainingSet set, int[] side) {
        return Metrics.of(model.probabilities(set.rows(side)), set.labels(side));
    }

    private static Candidate named(List<Candidate> candidates, Recipe recipe) {
        return candidates.stream()
                .filter(candidate -> candidate.recipe().equals(recipe))
                .findFirst()
                .orElseThrow();
    }

    /** The baseline, which is the first, unless others are better by more than chance; of those the surest. */
    private static Candidate best(List<Candidate> candidates) {
        Candidate baseline = candidates.get(0);
        return candidates.stream()
                .filter(candidate -> OneStandardError.better(candidate.right(), baseline.right()))
                .min(Comparator.comparingDouble(
                        candidate -> candidate.validation().logLoss()))
                .orElse(baseline);
    }

    private static boolean[] right(TrainedModel model, TrainingSet set, int[] side) {
        double[][] probabilities = model.probabilities(set.rows(side));
        int[] labels = set.labels(side);
        boolean[] right = new boolean[side.length];
        for (int i = 0; i < right.length; i++) {
            double called = probabilities[i][labels[i]];
            right[i] = Arrays.stream(probabilities[i]).allMatch(p -> p <= called);
        }
        return right;
    }

    private static Profiles parityRows(TrainingSet set, Split split) {
        IntStream heldOut = IntStream.concat(IntStream.of(split.test()), IntStream.of(split.validation()));
        int wanted = Math.max(PARITY_ROWS, split.test().length);
        return set.rows(IntStream.concat(heldOut, IntStream.of(split.train()))
                .limit(wanted)
                .toArray());
    }
}
