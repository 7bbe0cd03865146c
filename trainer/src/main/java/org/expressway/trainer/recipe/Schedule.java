package org.expressway.trainer.recipe;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.expressway.trainer.settings.Setting;
import org.expressway.trainer.settings.Settings;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * How a network is taught.
 *
 * @param weightDecay decoupled decay per step, times the learning rate
 * @param learningRate of Adam
 * @param batch samples a step
 * @param patience epochs without a validation loss better by 1e-4 after which training ends
 * @param maxEpochs epochs after which it ends in any case
 * @param weights of the classes, in the loss
 */
public record Schedule(
        double weightDecay, double learningRate, int batch, int patience, int maxEpochs, ClassWeights weights) {
    /** With which every network's own settings begin. */
    static final List<Setting> SCHEMA = Stream.concat(
                    GeneSettings.SCHEMA.stream(),
                    Stream.of(
                            new Setting.Real("weightDecay", 1e-4, 0, 1),
                            new Setting.Real("learningRate", 1e-3, 1e-7, 1),
                            Setting.Whole.of("batch", 64, 1, 4096),
                            Setting.Whole.of("patience", 10, 1, 10_000),
                            Setting.Whole.of("maxEpochs", 100, 1, 10_000),
                            new Setting.Choice("classWeights", "none", List.of("none", "balanced"))))
            .toList();

    public Schedule {
        if (Math.min(batch, Math.min(patience, maxEpochs)) < 1) {
            throw new IllegalArgumentException(
                    "batch, patience and epochs must be at least 1: %d, %d, %d".formatted(batch, patience, maxEpochs));
        }
    }

    static Schedule of(Settings settings) {
        return new Schedule(
                settings.real("weightDecay"),
                settings.real("learningRate"),
                settings.whole("batch"),
                settings.whole("patience"),
                settings.whole("maxEpochs"),
                ClassWeights.named(settings.text("classWeights")));
    }

    /** The classes' log loss, weighted where weights differ: the plain one has the shorter gradient. */
    LossMCXENT loss(double[] ofClasses) {
        if (weights == ClassWeights.NONE) {
            return new LossMCXENT();
        }
        float[] row = new float[ofClasses.length];
        for (int c = 0; c < row.length; c++) {
            row[c] = (float) ofClasses[c];
        }
        return new LossMCXENT(Nd4j.create(row, new long[] {1, row.length}, 'c'));
    }

    void describe(Map<String, String> settings) {
        settings.put("weightDecay", Double.toString(weightDecay));
        settings.put("learningRate", Double.toString(learningRate));
        settings.put("batch", Integer.toString(batch));
        settings.put("patience", Integer.toString(patience));
        settings.put("maxEpochs", Integer.toString(maxEpochs));
        settings.put("classWeights", GeneSettings.word(weights));
    }
}
