package org.expressway.trainer.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A dense network genes → first → second → classes with ReLU, in DL4J.
 *
 * <p>The first layer begins faint: with more genes than samples its initial weights are noise that no gradient removes.
 * Dropout acts on the hidden activations, weight decay is decoupled (AdamW), and the weights kept are those of the
 * epoch with the least log loss on the validation subjects.
 *
 * @param first width of the first hidden layer
 * @param second width of the second hidden layer
 * @param dropout share of hidden activations left out at each step
 */
public record DenseRecipe(int first, int second, double dropout, Schedule schedule, GeneChoice genes)
        implements Recipe {
    static final String NAME = "dense";
    static final List<Setting> SCHEMA = Stream.concat(
                    Schedule.SCHEMA.stream(),
                    Stream.of(
                            Setting.Whole.of("first", 128, 1, 65_536),
                            Setting.Whole.of("second", 64, 1, 65_536),
                            new Setting.Real("dropout", .3, 0, .95)))
            .toList();

    public DenseRecipe {
        if (Math.min(first, second) < 1 || !(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException(
                    "widths must be at least 1 and dropout in [0, 1): %d, %d, %s".formatted(first, second, dropout));
        }
    }

    static DenseRecipe of(Settings settings) {
        return new DenseRecipe(
                settings.whole("first"),
                settings.whole("second"),
                settings.real("dropout"),
                Schedule.of(settings),
                GeneSettings.of(settings));
    }

    /** 128 and 64 units, dropout .3, decay 1e-4, rate 1e-3, batches of 64, patience 10, at most 100 epochs. */
    public static DenseRecipe standard() {
        return of(Settings.standard(SCHEMA));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean stopsByValidation() {
        return true;
    }

    @Override
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        // Dropout draws from ND4J's global generator, which the network's own seed does not reach.
        Nd4j.getRandom().setSeed(seed);
        TrainingSet train = set.subset(split.train());
        Inputs inputs = Inputs.of(train, genes);
        double[] weights = schedule.weights().of(train.y(), set.classes().size());
        DenseNetwork network = new DenseNetwork(network(inputs.width(), weights, seed), inputs, weights.length);
        int bestEpoch =
                new EarlyStopping(NAME, schedule, progress).run(network, train, set.subset(split.validation()), seed);
        return new DenseModel(network, settings(inputs, bestEpoch));
    }

    private MultiLayerNetwork network(int inputs, double[] weights, long seed) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(new Adam(schedule.learningRate()))
                .weightDecay(schedule.weightDecay())
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(inputs)
                        .nOut(first)
                        .weightInit(new NormalDistribution(0, TaughtLayer.FAINT * Math.sqrt(2. / inputs)))
                        .build())
                .layer(new DenseLayer.Builder()
                        .nIn(first)
                        .nOut(second)
                        .dropOut(1 - dropout)
                        .build())
                .layer(new OutputLayer.Builder(schedule.loss(weights))
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .nIn(second)
                        .nOut(weights.length)
                        .dropOut(1 - dropout)
                        .build())
                .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    private Map<String, String> settings(Inputs inputs, int bestEpoch) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("layers", first + "-" + second);
        settings.put("dropout", Double.toString(dropout));
        schedule.describe(settings);
        settings.put("genes", Integer.toString(inputs.width()));
        settings.put("bestEpoch", Integer.toString(bestEpoch));
        return settings;
    }
}
