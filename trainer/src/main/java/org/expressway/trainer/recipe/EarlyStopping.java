package org.expressway.trainer.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.expressway.analysis.evaluate.LogLoss;
import org.expressway.trainer.cohort.TrainingSet;

/**
 * Trains a network in shuffled batches until the validation loss has not improved for a while, and leaves it with the
 * weights of its best epoch.
 *
 * <p>Batches are standardised as they are made, so that no second copy of the samples is held.
 *
 * @param recipe whose name progress is reported under
 */
record EarlyStopping(String recipe, Schedule schedule, Progress progress) {
    /** On samples that separate well the loss creeps towards 0 for ever; less than this is no reason to go on. */
    static final double LEAST_IMPROVEMENT = 1e-4;

    private record Best(Runnable weights, int epoch, double validationLoss) {}

    /** Returns the best epoch, from 1; 0 where none was better than the start. */
    int run(Learner learner, TrainingSet train, TrainingSet validation, long seed) {
        long start = System.nanoTime();
        Random random = new Random(seed);
        Best best = new Best(learner.kept(), 0, Double.POSITIVE_INFINITY);
        for (int epoch = 1; epoch <= schedule.maxEpochs() && epoch - best.epoch() <= schedule.patience(); epoch++) {
            double trainLoss = epoch(learner, train, random);
            double loss = LogLoss.mean(learner.probabilities(validation.x()), validation.y());
            progress.epoch(recipe, epoch, trainLoss, loss, (System.nanoTime() - start) / 1e9);
            if (loss < best.validationLoss() - LEAST_IMPROVEMENT) {
                best = new Best(learner.kept(), epoch, loss);
            }
        }
        best.weights().run();
        return best.epoch();
    }

    /** One pass over the samples in a new order; the mean loss of its steps, dropout included. */
    private double epoch(Learner learner, TrainingSet train, Random random) {
        double loss = 0;
        for (int[] batch : batches(train.samples(), schedule.batch(), random)) {
            loss += learner.step(train.x().batch(batch), train.labels(batch)) * batch.length;
        }
        return loss / train.samples();
    }

    /** All samples once, in a new order. */
    static List<int[]> batches(int samples, int size, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, samples).boxed().toList());
        Collections.shuffle(order, random);
        List<int[]> batches = new ArrayList<>();
        for (int from = 0; from < samples; from += size) {
            batches.add(order.subList(from, Math.min(samples, from + size)).stream()
                    .mapToInt(Integer::intValue)
                    .toArray());
        }
        return batches;
    }
}
