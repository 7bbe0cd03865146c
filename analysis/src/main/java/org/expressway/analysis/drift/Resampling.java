package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.InControlRuns.Runs;
import org.expressway.analysis.drift.Observation.Expected;

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
        float[][] z = profiles.stream()
                .map(one -> frame.genes().standardised(one.normalised(), one.called()))
                .toArray(float[][]::new);
        double[] energy = logEnergies(frame, z);
        shrinkMean(z, basis);
        double[] shrunkEnergy = logEnergies(frame, z);
        Observation[] seen = new Observation[z.length];
        for (int i = 0; i < z.length; i++) {
            seen[i] = frame.observe(profiles.get(i), z[i]);
        }
        return drawn(centred(seen, energy, shrunkEnergy, moments), cohort.bySubject(), moments);
    }

    private static double[] logEnergies(DriftFrame frame, float[][] z) {
        return Arrays.stream(z)
                .mapToDouble(one -> frame.latent().parted(one).logEnergy())
                .toArray();
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

    /**
     * @param energy logarithms as the frame measures them
     * @param shrunkEnergy as the chart will, of samples whose mean was drawn to nothing: what is expected moves with them
     */
    private static Observation[] centred(Observation[] seen, double[] energy, double[] shrunkEnergy, int others) {
        double[] standing = shrunk(
                IntStream.range(0, seen.length)
                        .mapToDouble(i -> seen[i].energy().standardised(energy[i]))
                        .toArray(),
                others);
        double[] confidence =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::confidence).toArray(), others);
        double[] ambiguity =
                shrunk(Arrays.stream(seen).mapToDouble(Observation::ambiguity).toArray(), others);
        double[][] latent = columnsShrunk(seen, Observation::latent, others);
        double[][] composition = columnsShrunk(seen, Observation::composition, others);
        return IntStream.range(0, seen.length)
                .mapToObj(i -> {
                    double sd = seen[i].energy().sd();
                    Expected expected = new Expected(shrunkEnergy[i] - sd * standing[i], sd);
                    return new Observation(
                            expected, seen[i].genes(), latent[i], composition[i], confidence[i], ambiguity[i]);
                })
                .toArray(Observation[]::new);
    }

    private static double[][] columnsShrunk(Observation[] seen, Function<Observation, double[]> of, int others) {
        double[][] rows = new double[seen.length][of.apply(seen[0]).length];
        for (int k = 0; k < rows[0].length; k++) {
            int axis = k;
            double[] column = shrunk(
                    Arrays.stream(seen).mapToDouble(one -> of.apply(one)[axis]).toArray(), others);
            for (int i = 0; i < rows.length; i++) {
                rows[i][k] = column[i];
            }
        }
        return rows;
    }

    private static double[] shrunk(double[] values, int others) {
        double mean =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElse(0);
        double off = mean * others / (values.length + others);
        return Arrays.stream(values).map(v -> v - off).toArray();
    }
}
