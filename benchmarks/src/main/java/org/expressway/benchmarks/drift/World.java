package org.expressway.benchmarks.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.calibrate.LatentSpace;
import org.expressway.analysis.classify.Softmax;
import org.expressway.analysis.drift.DriftCalibration;
import org.expressway.analysis.drift.DriftCohort;
import org.expressway.analysis.drift.DriftReference;
import org.expressway.analysis.drift.Profile;
import org.jspecify.annotations.Nullable;

/**
 * A simulated cohort: classes that differ in some genes, a few factors that many genes share, and noise. Per gene the
 * variance within the classes is 1, so effects are in within-class standard deviations. Mutable: it draws.
 */
public final class World {
    static final int CLASSES = 3;
    private static final int FACTORS = 5;
    private static final int MARKERS = 40;
    private static final double MARKED = 1.2;
    private static final double SHARED = .2;
    private static final double AS_IF_INDEPENDENT = 5;
    private static final double[] SHARES = {.5, .25, .25};
    private static final double[] MIX = {.5, .3, .2};

    private final int genes;
    private final float[][] centroids;
    private final float[][] loadings;
    private final float[] own;
    private final SplittableRandom random;
    private @Nullable LatentSpace space;

    /** @param y the class that the sample is of */
    record Drawn(Profile profile, int y) {}

    World(int genes, long seed) {
        this.genes = genes;
        this.random = new SplittableRandom(seed);
        this.centroids = new float[CLASSES][genes];
        this.loadings = new float[FACTORS][genes];
        this.own = new float[genes];
        for (int g = 0; g < genes; g++) {
            place(g);
        }
    }

    private void place(int g) {
        float base = (float) (6 + 2 * random.nextGaussian());
        for (int c = 0; c < CLASSES; c++) {
            centroids[c][g] = base + (float) (g / MARKERS == c ? MARKED : 0);
        }
        double[] direction = random.doubles(FACTORS, -1, 1).toArray();
        double length = Math.sqrt(Arrays.stream(direction).map(d -> d * d).sum());
        double share = 2 * SHARED * random.nextDouble();
        for (int f = 0; f < FACTORS; f++) {
            loadings[f][g] = (float) (direction[f] / length * Math.sqrt(share));
        }
        own[g] = (float) Math.sqrt(1 - share);
    }

    int genes() {
        return genes;
    }

    SplittableRandom random() {
        return random;
    }

    Profile sample(Change change) {
        return draw(change).profile();
    }

    Drawn draw(Change change) {
        int y = change.moreOf() >= 0 && random.nextDouble() < Change.MORE ? change.moreOf() : someClass();
        double[] factors = new double[FACTORS];
        for (int f = 0; f < FACTORS; f++) {
            factors[f] = random.nextGaussian() + (f == 0 ? change.factor() : 0);
        }
        float[] x = new float[genes];
        for (int g = 0; g < genes; g++) {
            double within = own[g] * random.nextGaussian();
            for (int f = 0; f < FACTORS; f++) {
                within += loadings[f][g] * factors[f];
            }
            x[g] = (float) (centroids[y][g] + change.scale() * within + change.shift(g, genes));
        }
        double[] p = probabilities(x);
        return new Drawn(
                new Profile(
                        x,
                        latent(x),
                        p,
                        Arrays.stream(p).filter(one -> one > .1).count() > 1),
                y);
    }

    /** In the model's space, once there is one. */
    private double[] latent(float[] x) {
        return space == null ? new double[0] : space.place(x).latent();
    }

    private int someClass() {
        double u = random.nextDouble();
        int c = 0;
        while (c < CLASSES - 1 && u >= MIX[c]) {
            u -= MIX[c++];
        }
        return c;
    }

    /** A classifier on the markers. */
    private double[] probabilities(float[] x) {
        double[] logits = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            for (int g = 0; g < CLASSES * MARKERS; g++) {
                double off = x[g] - centroids[c][g];
                logits[c] -= off * off / 2 / AS_IF_INDEPENDENT;
            }
        }
        return Softmax.of(logits);
    }

    /** Learns charts of a cohort, of which the half that charts are learned from taught the model's space too. */
    DriftReference learned(int samples, int learning, long seed) {
        DriftCohort[] parts = cohort(samples).parted(SHARES, seed);
        List<float[]> taught =
                parts[0].profiles().stream().map(Profile::normalised).toList();
        this.space = LatentSpace.of(taught, parts[0].y(), CLASSES);
        DriftCohort[] placed = Arrays.stream(parts).map(this::placed).toArray(DriftCohort[]::new);
        return DriftCalibration.learn(
                new DriftCalibration.Parts(placed[0], placed[1], placed[2]), CLASSES, learning, seed);
    }

    private DriftCohort placed(DriftCohort bare) {
        List<Profile> profiles = bare.profiles().stream()
                .map(one ->
                        new Profile(one.normalised(), latent(one.normalised()), one.probabilities(), one.ambiguous()))
                .toList();
        return new DriftCohort(profiles, bare.y(), bare.subjects());
    }

    private DriftCohort cohort(int samples) {
        List<Profile> profiles = new ArrayList<>();
        int[] y = new int[samples];
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Drawn drawn = draw(Change.NONE);
            profiles.add(drawn.profile());
            y[i] = drawn.y();
            subjects.add("P" + i);
        }
        return new DriftCohort(profiles, y, subjects);
    }
}
