package org.expressway.trainer.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.evaluate.LogLoss;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a network in shuffled batches until the validation loss has not improved for a while, and keeps the best weights.
 *
 * <p>Batches are standardised as they are made, so that no second copy of the samples is held.
 */
final class EarlyStopping {
    /**
     * @param parameters of the epoch with the least validation loss
     * @param epoch that epoch, from 1
     */
    record Best(INDArray parameters, int epoch, double validationLoss) {}

    /** On samples that separate well the loss creeps towards 0 for ever; less than this is no reason to go on. */
    static final double LEAST_IMPROVEMENT = 1e-4;

    private final DenseRecipe recipe;
    private final MultiLayerNetwork network;
    private final Standardisation standardisation;
    private final Progress progress;
    private final long start = System.nanoTime();

    EarlyStopping(DenseRecipe recipe, MultiLayerNetwork network, Standardisation standardisation, Progress progress) {
        this.recipe = recipe;
        this.network = network;
        this.standardisation = standardisation;
        this.progress = progress;
    }

    Best run(TrainingSet train, TrainingSet validation, long seed) {
        Random random = new Random(seed);
        Best best = new Best(network.params().dup(), 0, Double.POSITIVE_INFINITY);
        for (int epoch = 1; epoch <= recipe.maxEpochs() && epoch - best.epoch() <= recipe.patience(); epoch++) {
            double trainLoss = epoch(train, random);
            double loss =
                    LogLoss.mean(DenseModel.probabilities(network, standardisation, validation.x()), validation.y());
            progress.epoch(recipe.name(), epoch, trainLoss, loss, (System.nanoTime() - start) / 1e9);
            if (loss < best.validationLoss() - LEAST_IMPROVEMENT) {
                best = new Best(network.params().dup(), epoch, loss);
            }
        }
        return best;
    }

    /** One pass over the samples in a new order; the mean loss of its steps, dropout included. */
    private double epoch(TrainingSet train, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, train.samples()).boxed().toList());
        Collections.shuffle(order, random);
        double loss = 0;
        for (int from = 0; from < order.size(); from += recipe.batch()) {
            int[] batch = order.subList(from, Math.min(order.size(), from + recipe.batch())).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
            loss += step(train.rows(batch), train.labels(batch), train.classes().size()) * batch.length;
        }
        return loss / train.samples();
    }

    private double step(float[][] rows, int[] labels, int classes) {
        float[] wanted = new float[rows.length * classes];
        for (int i = 0; i < rows.length; i++) {
            wanted[i * classes + labels[i]] = 1;
        }
        try (INDArray x = Nd4j.create(standardisation.apply(rows), new long[] {rows.length, rows[0].length}, 'c');
                INDArray y = Nd4j.create(wanted, new long[] {rows.length, classes}, 'c')) {
            network.fit(x, y);
            return network.score();
        }
    }
}
