package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.expressway.analysis.drift.InControlRuns.Runs;
import org.expressway.analysis.drift.InControlRuns.Size;

/**
 * Charts from a dozen samples: repeated measurements of a few materials, which no one can part in three. Each sample is
 * measured against the mean of the others of its class, so what judges it has not seen it; and each run carries an
 * error of the means of its own, drawn as the mean of as many residuals as the class had samples, for as long as it
 * runs.
 *
 * <pre>
 *   r_i = (x_i − m_c) / s · sqrt(n_c/(n_c − 1))         variance 1
 *   a run:  δ_c = mean of n_c drawn r,  z = r_drawn + δ_c
 * </pre>
 *
 * <p>No axes are learned: there is nothing to learn them from that would not also be judged by them.
 */
final class FewSamples {
    private static final Size SIMULATED = new Size(40, 150);
    private static final double ENERGY_FLOOR = .05;

    private final ClassFrame frame;
    private final int[] classSizes;
    private final float[][] residuals;

    /** @param y a class of one sample shows no spread, and is left out of what runs are drawn from */
    FewSamples(float[][] x, int[] y, int classes) {
        this.frame = ClassFrame.of(x, y, classes);
        this.classSizes = new int[classes];
        for (int c : y) {
            classSizes[c]++;
        }
        this.residuals = IntStream.range(0, x.length)
                .filter(i -> classSizes[y[i]] > 1)
                .mapToObj(i -> residual(x[i], y[i]))
                .toArray(float[][]::new);
        if (residuals.length < 4) {
            throw new IllegalArgumentException("%d samples of classes that were measured twice; expected four or more"
                    .formatted(residuals.length));
        }
    }

    ClassFrame frame() {
        return frame;
    }

    private float[] residual(float[] x, int c) {
        float[] z = frame.standardised(x, c);
        float whole = (float) Math.sqrt(classSizes[c] / (classSizes[c] - 1.));
        for (int g = 0; g < z.length; g++) {
            z[g] *= whole;
        }
        return z;
    }

    /** Of the logarithm of the energy of a new sample. */
    ClassScale energy() {
        double[] values = Arrays.stream(residuals)
                .mapToDouble(z -> new LatentFrame.Parted(new double[0], z).logEnergy())
                .toArray();
        ClassScale common = ClassScale.of(values, new int[values.length], 1, ENERGY_FLOOR);
        double[] mean = new double[classSizes.length];
        double[] sd = new double[classSizes.length];
        for (int c = 0; c < mean.length; c++) {
            mean[c] = common.mean()[0] + StrictMath.log1p(1. / Math.max(1, classSizes[c]));
            sd[c] = common.sd()[0];
        }
        return new ClassScale(mean, sd);
    }

    /** @param fresh a chart that has seen nothing; one that tells classes apart is told them */
    ChartLimits limits(Supplier<ChartState> fresh, long seed) {
        boolean byClass = fresh.get().errors().classes() > 0;
        double[] unmeasured = new double[ChartLimits.TARGETS.length];
        Arrays.fill(unmeasured, Double.NaN);
        return ChartLimits.of(InControlRuns.simulate(runs(energy(), byClass), SIMULATED, fresh, seed), unmeasured);
    }

    private Runs runs(ClassScale energy, boolean byClass) {
        return start -> {
            float[][] errors =
                    IntStream.of(classSizes).mapToObj(n -> error(n, start)).toArray(float[][]::new);
            return random -> {
                int c = random.nextInt(errors.length);
                float[] z = residuals[random.nextInt(residuals.length)].clone();
                for (int g = 0; g < z.length; g++) {
                    z[g] = Math.max(-ClassFrame.CUT, Math.min(ClassFrame.CUT, z[g] + errors[c][g]));
                }
                Observation control = Observation.ofControl(energy.of(c), z);
                return byClass ? control.calledAs(c) : control;
            };
        };
    }

    private float[] error(int n, SplittableRandom random) {
        float[] mean = new float[frame.genes()];
        for (int k = 0; k < n; k++) {
            float[] drawn = residuals[random.nextInt(residuals.length)];
            float sign = random.nextBoolean() ? 1f / n : -1f / n;
            for (int g = 0; g < mean.length; g++) {
                mean[g] += Float.isNaN(drawn[g]) ? 0 : sign * drawn[g];
            }
        }
        return mean;
    }
}
