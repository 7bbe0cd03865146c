package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.InControlRuns.Runs;

/**
 * Samples in control, drawn from few subjects, so that they differ from the frame's expectation as new subjects will.
 *
 * <p>The frame's own means are wrong by their sampling error, variance 1/n per standard deviation, and that error stays
 * for as long as the frame serves: it is a small drift in every chart. The m subjects here show it, but with an error
 * of their own on top, 1/m. What they say of it in the mean is therefore drawn toward nothing, by m/(m + n), and the
 * rest of the uncertainty, 1/(m + n), is put back by letting each run draw from a pool of m + n draws of its own (a
 * bootstrap). Together that is 1/n again, and charts run neither longer nor shorter than is asked.
 */
final class Resampling {
    private Resampling() {}

    static Runs of(DriftFrame frame, DriftCohort cohort, int basis, int moments) {
        List<Profile> profiles = cohort.profiles();
        float[][] z = new float[profiles.size()][];
        Observation[] seen = new Observation[z.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = frame.genes()
                    .standardised(profiles.get(i).normalised(), profiles.get(i).called());
            seen[i] = frame.observe(profiles.get(i));
        }
        shrinkMean(z, basis);
        Observation[] centred = centred(seen, moments);
        for (int i = 0; i < z.length; i++) {
            Observation one = centred[i];
            centred[i] = new Observation(
                    one.energy(), Observation.rounded(z[i]), one.composition(), one.confidence(), one.ambiguity());
        }
        return drawn(centred, cohort.bySubject(), moments);
    }

    private static Runs drawn(Observation[] seen, int[][] bySubject, int moments) {
        int size = bySubject.length + moments;
        return start -> {
            int[] pool = IntStream.range(0, size)
                    .map(i -> start.nextInt(bySubject.length))
                    .toArray();
            return random -> {
                int[] subject = bySubject[pool[random.nextInt(size)]];
                return seen[subject[random.nextInt(subject.length)]];
            };
        };
    }

    private static void shrinkMean(float[][] z, int others) {
        for (int g = 0; g < z[0].length; g++) {
            double sum = 0;
            int n = 0;
            for (float[] row : z) {
                if (!Float.isNaN(row[g])) {
                    sum += row[g];
                    n++;
                }
            }
            float off = n == 0 ? 0 : (float) (sum / n * others / (n + others));
            for (float[] row : z) {
                row[g] -= off;
            }
        }
    }

    private static Observation[] centred(Observation[] seen, int others) {
        double[] energy =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::energy).toArray(), others);
        double[] confidence =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::confidence).toArray(), others);
        double[] ambiguity =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::ambiguity).toArray(), others);
        double[][] composition = new double[seen.length][seen[0].composition().length];
        for (int k = 0; k < composition[0].length; k++) {
            int axis = k;
            double[] one = shrunk(
                    Arrays.stream(seen).mapToDouble(o -> o.composition()[axis]).toArray(), others);
            for (int i = 0; i < one.length; i++) {
                composition[i][k] = one[i];
            }
        }
        return IntStream.range(0, seen.length)
                .mapToObj(i -> new Observation(energy[i], seen[i].genes(), composition[i], confidence[i], ambiguity[i]))
                .toArray(Observation[]::new);
    }

    private static double[] shrunk(double[] values, int others) {
        double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
        double off = mean * others / (values.length + others);
        return Arrays.stream(values).map(v -> v - off).toArray();
    }
}
