package org.expressway.analysis.correct;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Gaussian samples for properties over seeds. */
final class RandomSamples {
    private RandomSamples() {}

    /** @param missing share of values that are NaN */
    static List<double[]> of(SplittableRandom random, int samples, int genes, double offset, double missing) {
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            double[] values = new double[genes];
            for (int g = 0; g < genes; g++) {
                double value = offset + g % 7 + random.nextGaussian() * (1 + g % 3);
                values[g] = random.nextDouble() < missing ? Double.NaN : value;
            }
            all.add(values);
        }
        return all;
    }

    static GeneMoments moments(List<double[]> samples) {
        GeneMoments moments = new GeneMoments(samples.get(0).length);
        samples.forEach(moments::plus);
        return moments;
    }
}
