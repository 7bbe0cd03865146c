package org.expressway.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.expressway.trainer.cohort.TrainingSet;

/** Gaussian log2 profiles: each class raises its own genes by {@code signal}; every third subject gives two samples. */
public final class SimulatedSamples {
    private SimulatedSamples() {}

    public static TrainingSet of(int subjects, int genes, int classes, double signal, long seed) {
        Random random = new Random(seed);
        List<float[]> x = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        List<String> owners = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int s = 0; s < subjects; s++) {
            int label = s % classes;
            for (int repeat = 0; repeat < (s % 3 == 0 ? 2 : 1); repeat++) {
                x.add(profile(genes, label, classes, signal, random));
                labels.add("class-" + label);
                owners.add("subject-" + s);
                keys.add("site/sample-" + s + "-" + repeat);
            }
        }
        return TrainingSet.of(x.toArray(float[][]::new), labels, owners, keys);
    }

    private static float[] profile(int genes, int label, int classes, double signal, Random random) {
        float[] values = new float[genes];
        for (int g = 0; g < genes; g++) {
            values[g] = (float) (6 + random.nextGaussian() + (g % (2 * classes) == label ? signal : 0));
        }
        return values;
    }
}
