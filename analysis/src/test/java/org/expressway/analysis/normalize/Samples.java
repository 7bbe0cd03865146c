package org.expressway.analysis.normalize;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.oracle.Table;

/** Samples as the normalisers take them. */
final class Samples {
    private Samples() {}

    /** One column of a table. */
    static float[] of(Table table, String name) {
        return narrowed(table.numbers(name));
    }

    static float[] narrowed(double[] wide) {
        float[] values = new float[wide.length];
        for (int g = 0; g < wide.length; g++) {
            values[g] = (float) wide[g];
        }
        return values;
    }

    static List<float[]> all(Table table, List<String> names) {
        return names.stream().map(name -> of(table, name)).toList();
    }

    /** Counts over three orders of magnitude, every fifth or so zero; the first genes never. */
    static List<float[]> counts(SplittableRandom random, int samples, int genes) {
        double[] level = random.doubles(genes).map(u -> Math.exp(7 * u)).toArray();
        List<float[]> cohort = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            float[] values = new float[genes];
            double depth = Math.exp(random.nextGaussian() / 2);
            for (int g = 0; g < genes; g++) {
                double count = depth * level[g] * Math.exp(random.nextGaussian() / 2);
                values[g] = g >= 5 && random.nextInt(5) == 0 ? 0 : 1 + (float) Math.floor(count);
            }
            cohort.add(values);
        }
        return cohort;
    }

    /** One figure instead of thousands in the message of a failure; a value that only one side misses is infinitely far. */
    static double distance(double[] seen, double[] expected) {
        double greatest = 0;
        for (int g = 0; g < expected.length; g++) {
            boolean bothMissing = Double.isNaN(seen[g]) && Double.isNaN(expected[g]);
            double distance = bothMissing ? 0 : Math.abs(seen[g] - expected[g]);
            greatest = Math.max(greatest, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
        }
        return greatest;
    }

    static double[] normalized(Normalizer normalizer, float[] values) {
        double[] out = new double[values.length];
        normalizer.normalize(values, normalizer.logSizeFactor(values), out);
        return out;
    }
}
