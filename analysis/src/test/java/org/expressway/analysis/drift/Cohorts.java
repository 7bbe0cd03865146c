package org.expressway.analysis.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Two classes, sure calls, independent genes of variance 1. */
final class Cohorts {
    static final int GENES = 200;
    private final SplittableRandom random;

    Cohorts(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Profile sample(double shift, int genes) {
        return sample(random.nextInt(2), shift, genes);
    }

    Profile sample(int y, double shift, int genes) {
        float[] x = new float[GENES];
        for (int g = 0; g < GENES; g++) {
            x[g] = (float) (5 + random.nextGaussian() + (g < 20 ? 3 * y : 0) + (g < genes ? shift : 0));
        }
        double top = .9 + .1 * random.nextDouble();
        double[] p = {y == 0 ? top : 1 - top, y == 0 ? 1 - top : top};
        return new Profile(x, latent(x), p, top < .91);
    }

    /** Sums of twenty genes each, of variance 1 within the classes; the first tells the classes apart. */
    static double[] latent(float[] x) {
        double[] latent = new double[GENES / 20];
        for (int g = 0; g < GENES; g++) {
            latent[g / 20] += (x[g] - 5) / Math.sqrt(20);
        }
        return latent;
    }

    DriftCohort cohort(int samples) {
        List<Profile> profiles = new ArrayList<>();
        int[] y = IntStream.range(0, samples).map(i -> i % 2).toArray();
        Arrays.stream(y).forEach(c -> profiles.add(sample(c, 0, 0)));
        List<String> subjects =
                IntStream.range(0, samples).mapToObj(i -> "P" + i / 2).collect(Collectors.toList());
        return new DriftCohort(profiles, y, subjects);
    }
}
