package org.expressway.trainer.recipe;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.expressway.trainer.cohort.Profiles;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;

/**
 * An autoencoder taught on all samples, labelled or not, then together with a dense classifier on its latent.
 *
 * <p>Unlabelled samples of a person who stands on the validation or test side are left out: what is learned from a
 * person's other sample is learned from the person.
 *
 * @param wide units between genes and latent
 * @param latent width of the latent
 * @param hidden units of the classifier
 * @param dropout of the classifier's units
 * @param corruption share of the inputs hidden at each step
 * @param pretraining epochs of reconstruction alone
 */
public record AutoencoderRecipe(
        int wide,
        int latent,
        int hidden,
        double dropout,
        double corruption,
        int pretraining,
        Schedule schedule,
        GeneChoice genes)
        implements Recipe {
    static final String NAME = "autoencoder";
    static final List<Setting> SCHEMA = Stream.concat(
                    Schedule.SCHEMA.stream(),
                    Stream.of(
                            Setting.Whole.of("wide", 512, 1, 65_536),
                            Setting.Whole.of("latent", 128, 1, 4096),
                            Setting.Whole.of("hidden", 64, 1, 4096),
                            new Setting.Real("dropout", .3, 0, .95),
                            new Setting.Real("corruption", .1, 0, .95),
                            Setting.Whole.of("pretraining", 20, 0, 10_000)))
            .toList();

    static AutoencoderRecipe of(Settings settings) {
        return new AutoencoderRecipe(
                settings.whole("wide"),
                settings.whole("latent"),
                settings.whole("hidden"),
                settings.real("dropout"),
                settings.real("corruption"),
                settings.whole("pretraining"),
                Schedule.of(settings),
                GeneSettings.of(settings));
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
    public boolean learnsWithoutLabels() {
        return true;
    }

    @Override
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        TrainingSet train = set.subset(split.train());
        Inputs inputs = Inputs.of(train, genes);
        int classes = set.classes().size();
        try (Autoencoder network = new Autoencoder(
                new Autoencoder.Shape(inputs.width(), wide, latent, hidden, classes, corruption, dropout), seed)) {
            pretrain(network, inputs, samples(set, split), seed, progress);
            Labelled learner =
                    new Labelled(network, inputs, schedule.weights().of(train.y(), classes), pace(), classes);
            int best = new EarlyStopping(NAME, schedule, progress)
                    .run(learner, train, set.subset(split.validation()), seed);
            return new AutoencoderModel(inputs, network.affine(), settings(inputs, best));
        }
    }

    /** The training side, and the unlabelled samples of nobody who is held out. */
    private static Profiles samples(TrainingSet set, Split split) {
        Set<String> heldOut = IntStream.concat(Arrays.stream(split.validation()), Arrays.stream(split.test()))
                .mapToObj(set.subjects()::get)
                .collect(Collectors.toSet());
        return set.rows(split.train()).and(set.unlabelled().without(heldOut).x());
    }

    private void pretrain(Autoencoder network, Inputs inputs, Profiles samples, long seed, Progress progress) {
        long start = System.nanoTime();
        Random random = new Random(seed);
        for (int epoch = 1; epoch <= pretraining; epoch++) {
            double loss = 0;
            for (int[] batch : EarlyStopping.batches(samples.size(), schedule.batch(), random)) {
                float[][] rows = samples.batch(batch);
                loss += network.reconstructing(inputs.apply(rows), rows.length, pace()) * rows.length;
            }
            double mean = loss / samples.size();
            progress.epoch(NAME + " (reconstruction)", epoch, mean, mean, (System.nanoTime() - start) / 1e9);
        }
    }

    private Autoencoder.Pace pace() {
        return new Autoencoder.Pace(schedule.learningRate(), schedule.weightDecay());
    }

    private Map<String, String> settings(Inputs inputs, int bestEpoch) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("layers", wide + "-" + latent + "-" + wide + ", " + latent + "-" + hidden);
        settings.put("dropout", Double.toString(dropout));
        settings.put("corruption", Double.toString(corruption));
        settings.put("pretraining", Integer.toString(pretraining));
        schedule.describe(settings);
        settings.put("genes", Integer.toString(inputs.width()));
        settings.put("bestEpoch", Integer.toString(bestEpoch));
        return settings;
    }

    /** The network learning classes. */
    private record Labelled(Autoencoder network, Inputs inputs, double[] weights, Autoencoder.Pace pace, int classes)
            implements Learner {
        @Override
        public double step(float[][] rows, int[] labels) {
            return network.classifying(inputs.apply(rows), labels, weights, pace);
        }

        @Override
        public double[][] probabilities(float[][] rows) {
            float[] code = network.code(inputs.apply(rows), rows.length);
            return Rows.doubles(network.probabilities(code, rows.length), classes);
        }

        @Override
        public Runnable kept() {
            List<AffineLayer> layers = network.affine();
            return () -> network.assign(layers);
        }
    }
}
