package org.expressway.analysis.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.expressway.analysis.math.Vectors;

/**
 * The ways to explain one batch, found by climbing from many starts: each class alone, the reference's mix, and each two
 * classes at 1:1, 3:17 and 17:3, the mixed ones with differences of full, .6 and .3 size. Mixed starts take four steps, and the
 * sixteen that stand highest then climb on.
 */
final class Explanations {
    private static final int FIRST_STEPS = 5;
    private static final int CLIMBERS = 16;
    private static final double[] SHARES = {.5, .15, .85};
    private static final double[] ATTENUATIONS = {1, .6, .3};
    private static final double LEAST_OWN_SCALE = .1;
    private static final double GREATEST_OWN_SCALE = 4;

    private final Mixture mixture;
    private final double[] reference;
    private final List<double[]> samples;
    private final double ownScale;
    private final double[] middle;

    private Explanations(LatentClasses classes, List<double[]> latent) {
        this.mixture = Mixture.of(classes);
        this.reference = classes.proportions();
        this.samples =
                latent.stream().map(one -> Arrays.copyOf(one, classes.axes())).toList();
        this.ownScale = ownScale(classes, latent);
        this.middle = mean(latent, classes.axes());
    }

    /** All of them, the likeliest first; of equals the one that was started first. */
    static List<Explanation> of(LatentClasses classes, List<double[]> latent) {
        Explanations search = new Explanations(classes, latent);
        List<Explanation> found = new ArrayList<>();
        search.pure().forEach(start -> found.add(search.climb(start)));
        search.promising().forEach(start -> found.add(search.climb(start)));
        found.sort(Comparator.comparingDouble((Explanation one) -> -one.evidence()));
        return found;
    }

    private Explanation climb(State start) {
        return Expectation.climb(mixture, samples, ownScale, start);
    }

    private List<State> pure() {
        List<State> starts = new ArrayList<>();
        for (int k = 0; k < reference.length; k++) {
            double[] one = new double[reference.length];
            one[k] = 1;
            starts.add(start(one, 1));
        }
        return starts;
    }

    private List<State> promising() {
        List<Explanation> first = new ArrayList<>();
        for (double[] mix : mixes()) {
            for (double attenuation : ATTENUATIONS) {
                first.add(Expectation.climb(mixture, samples, ownScale, start(mix, attenuation), FIRST_STEPS));
            }
        }
        first.sort(Comparator.comparingDouble((Explanation one) -> -one.evidence()));
        return first.stream().limit(CLIMBERS).map(Explanation::state).toList();
    }

    private List<double[]> mixes() {
        List<double[]> mixes = new ArrayList<>();
        mixes.add(reference);
        for (int k = 0; k < reference.length; k++) {
            for (int l = k + 1; l < reference.length; l++) {
                for (double share : SHARES) {
                    mixes.add(pair(k, l, share));
                }
            }
        }
        return mixes;
    }

    /** Two classes, and a little of the reference's mix, so that no class is out of reach. */
    private double[] pair(int k, int l, double share) {
        double[] mix = new double[reference.length];
        Vectors.add(mix, .02, reference);
        mix[k] += .98 * share;
        mix[l] += .98 * (1 - share);
        return mix;
    }

    private State start(double[] mix, double attenuation) {
        double[] shift = middle.clone();
        Vectors.add(shift, -attenuation, mixture.centre(mix));
        return new State(mix, shift, attenuation, ownScale);
    }

    private static double ownScale(LatentClasses classes, List<double[]> latent) {
        int axes = classes.axes();
        int own = classes.basis().length - axes;
        if (own == 0 || latent.size() < 2 || !(classes.ownVariance() > 0)) {
            return 1;
        }
        double squares = 0;
        double[] middle = mean(latent, classes.basis().length);
        for (double[] one : latent) {
            for (int d = axes; d < axes + own; d++) {
                squares += (one[d] - middle[d]) * (one[d] - middle[d]);
            }
        }
        double ratio = squares / ((latent.size() - 1.0) * own) / classes.ownVariance();
        return Math.max(LEAST_OWN_SCALE, Math.min(GREATEST_OWN_SCALE, ratio));
    }

    private static double[] mean(List<double[]> latent, int size) {
        double[] mean = new double[size];
        for (double[] one : latent) {
            for (int d = 0; d < size; d++) {
                mean[d] += one[d] / latent.size();
            }
        }
        return mean;
    }
}
