package org.expressway.analysis.qc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small cohorts for the checks; values are their own normalised form. */
final class Cohort {
    static final int GENES = 60;

    private Cohort() {}

    static QualityLimits limits(boolean linear, float[]... samples) {
        return QualityLimits.learnedFrom(of(linear, MarkerGenes.NONE, List.of(samples)));
    }

    static QualityCohort of(boolean linear, MarkerGenes markers, List<float[]> samples) {
        boolean[] expressed = new boolean[samples.isEmpty() ? 0 : samples.get(0).length];
        Arrays.fill(expressed, true);
        return new QualityCohort(
                samples,
                samples.stream().map(Cohort::doubles).toList(),
                IntStream.range(0, samples.size()).mapToObj(i -> "p" + i).toList(),
                linear,
                expressed,
                markers);
    }

    static List<QualityResult> judged(QualityLimits limits, boolean linear, float... values) {
        return judged(limits, linear, Sex.UNKNOWN, values);
    }

    static List<QualityResult> judged(QualityLimits limits, boolean linear, Sex sex, float... values) {
        return QualityCheck.of(new JudgedSample(values, linear, () -> doubles(values), sex), limits);
    }

    /** Log values: a level for each gene, one factor that half of the genes follow, and noise. */
    static List<float[]> logs(long seed, int samples) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> cohort = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            double factor = random.nextGaussian();
            float[] values = new float[GENES];
            for (int g = 0; g < GENES; g++) {
                values[g] = (float) (2 + .2 * g + (g % 2) * factor + .3 * random.nextGaussian());
            }
            cohort.add(values);
        }
        return cohort;
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int g = 0; g < values.length; g++) {
            doubles[g] = values[g];
        }
        return doubles;
    }
}
