package org.expressway.trainer.recipe;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.trainer.cohort.HeapRoom;
import org.expressway.trainer.cohort.Split;
import org.expressway.trainer.cohort.TrainingSet;
import org.expressway.trainer.features.GeneChoice;
import org.expressway.trainer.features.Module;
import org.expressway.trainer.features.ModuleChoice;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;

/**
 * Self-attention over gene modules (see {@link AttentionNetwork}): those of a GMT file such as the hallmark sets, or
 * modules of correlated genes found on the training side.
 *
 * @param width of a token
 * @param dropout of the pooled profile
 */
public record AttentionRecipe(int width, double dropout, ModuleChoice modules, Schedule schedule, GeneChoice genes)
        implements Recipe {
    static final String NAME = "attention";
    static final List<Setting> SCHEMA = Stream.concat(
                    Schedule.SCHEMA.stream(),
                    Stream.of(
                            Setting.Whole.of("width", 32, 1, 1024),
                            new Setting.Real("dropout", .2, 0, .95),
                            new Setting.Place("geneSets"),
                            Setting.Whole.of("modules", 50, 2, 2000)))
            .toList();

    static AttentionRecipe of(Settings settings) {
        String gmt = settings.text("geneSets");
        return new AttentionRecipe(
                settings.whole("width"),
                settings.real("dropout"),
                gmt.isEmpty()
                        ? new ModuleChoice.Correlated(settings.whole("modules"))
                        : new ModuleChoice.Named(Path.of(gmt)),
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
    public TrainedModel train(TrainingSet set, Split split, long seed, Progress progress) {
        TrainingSet train = set.subset(split.train());
        Inputs inputs = Inputs.of(train, genes);
        List<Module> found = modules.of(train, inputs.genes(), () -> standardised(train, inputs));
        int classes = set.classes().size();
        AttentionNetwork network = new AttentionNetwork(found, inputs.width(), width, classes, dropout, seed);
        Labelled learner = new Labelled(
                network,
                inputs,
                schedule.weights().of(train.y(), classes),
                new Autoencoder.Pace(schedule.learningRate(), schedule.weightDecay()));
        int best =
                new EarlyStopping(NAME, schedule, progress).run(learner, train, set.subset(split.validation()), seed);
        return new AttentionModel(inputs, found, network, settings(inputs, found, best));
    }

    /** Modules that are found in the data need all of them at once, and once more turned. */
    private static float[] standardised(TrainingSet train, Inputs inputs) {
        double values = (double) train.samples() * inputs.width();
        HeapRoom.require(
                2 * Float.BYTES * values,
                "finding modules among %d genes of %d samples (geneSets needs none of it)"
                        .formatted(inputs.width(), train.samples()));
        return inputs.apply(train.x().toArray(float[][]::new));
    }

    private Map<String, String> settings(Inputs inputs, List<Module> found, int bestEpoch) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("width", Integer.toString(width));
        settings.put("dropout", Double.toString(dropout));
        schedule.describe(settings);
        settings.put("genes", Integer.toString(inputs.width()));
        settings.put("bestEpoch", Integer.toString(bestEpoch));
        for (int m = 0; m < found.size(); m++) {
            settings.put(
                    "module." + m,
                    "%s (%d genes)".formatted(found.get(m).name(), found.get(m).genes().length));
        }
        return settings;
    }

    private record Labelled(AttentionNetwork network, Inputs inputs, double[] weights, Autoencoder.Pace pace)
            implements Learner {
        @Override
        public double step(float[][] rows, int[] labels) {
            return network.step(inputs.apply(rows), labels, weights, pace);
        }

        @Override
        public double[][] probabilities(float[][] rows) {
            return Rows.doubles(network.probabilities(inputs.apply(rows), rows.length), weights.length);
        }

        @Override
        public Runnable kept() {
            List<AffineLayer> layers = network.affine();
            return () -> network.assign(layers);
        }
    }
}
