package org.expressway.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A dense network genes → first → second → classes with ReLU, in DL4J.
 *
 * <p>Dropout acts on the hidden activations, weight decay is decoupled (AdamW), and the weights kept are those of the
 * epoch with the least log loss on the validation subjects.
 *
 * @param first width of the first hidden layer
 * @param second width of the second hidden layer
 * @param dropout share of hidden activations left out at each step
 * @param weightDecay decoupled decay per step, times the learning rate
 * @param learningRate of Adam
 * @param batch samples a step
 * @param patience epochs without a validation loss better by 1e-4 after which training ends
 * @param maxEpochs epochs after which it ends in any case
 */
public record DenseRecipe(
        int first,
        int second,
        double dropout,
        double weightDecay,
        double learningRate,
        int batch,
        int patience,
        int maxEpochs)
        implements Recipe {
    public DenseRecipe {
        if (Math.min(Math.min(first, second), Math.min(batch, Math.min(patience, maxEpochs))) < 1
                || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "widths, batch, patience and epochs must be at least 1 and dropout in [0, 1): %d, %d, %d, %d, %d, %s"
                            .formatted(first, second, batch, patience, maxEpochs, dropout));
        }
    }

    /** 128 and 64 units, dropout .3, decay 1e-4, rate 1e-3, batches of 64, patience 10, at most 100 epochs. */
    public static DenseRecipe standard() {
        return new DenseRecipe(128, 64, .3, 1e-4, 1e-3, 64, 10, 100);
    }

    @Override
    public String name() {
        return "dense";
    }

    @Override
    public boolean stopsByValidation() {
        return true;
    }

    @Override
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        // Dropout draws from ND4J's global generator, which the network's own seed does not reach.
        Nd4j.getRandom().setSeed(seed);
        Standardisation standardisation = Standardisation.of(set.rows(split.train()));
        MultiLayerNetwork network = network(set.genes(), set.classes().size(), seed);
        EarlyStopping training = new EarlyStopping(this, network, standardisation, progress);
        EarlyStopping.Best best = training.run(set.subset(split.train()), set.subset(split.validation()), seed);
        network.setParams(best.parameters());
        return new DenseModel(network, standardisation, settings(best));
    }

    private MultiLayerNetwork network(int genes, int classes, long seed) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(learningRate))
                .weightDecay(weightDecay)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(genes).nOut(first).build())
                .layer(new DenseLayer.Builder()
                        .nIn(first)
                        .nOut(second)
                        .dropOut(1 - dropout)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .nIn(second)
                        .nOut(classes)
                        .dropOut(1 - dropout)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private Map<String, String> settings(EarlyStopping.Best best) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("layers", first + "-" + second);
        settings.put("dropout", Double.toString(dropout));
        settings.put("weightDecay", Double.toString(weightDecay));
        settings.put("learningRate", Double.toString(learningRate));
        settings.put("batch", Integer.toString(batch));
        settings.put("patience", Integer.toString(patience));
        settings.put("maxEpochs", Integer.toString(maxEpochs));
        settings.put("bestEpoch", Integer.toString(best.epoch()));
        return settings;
    }
}
