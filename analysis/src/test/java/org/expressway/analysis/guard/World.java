package org.expressway.analysis.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A simulated laboratory, of 1,500 genes and two classes, A and B.
 *
 * <p>Gene g of sample i is base_g + sd_g (e_ig + f_i · load_g ± axis_g / 2 + shift_g), e and f standard normal: base ~ N(6, 2²), ln sd ~
 * N(-.3, .3²), six factors with loads ~ N(0, .1²). The axis is ±.42 in 300 genes and 0 elsewhere: the nearest of the centroids
 * learned from 200 + 200 samples is right for 99.7 % of new ones.
 */
public final class World {
    public static final int GENES = 1_500;
    private static final int AXIS_GENES = 300;
    private static final int FACTORS = 6;
    private static final double APART = .42;

    private final SplittableRandom random;
    private final double[] axis;
    private final double[] base;
    private final double[] sd;
    private final double[][] loads;

    public World(long seed) {
        this(
                new SplittableRandom(seed),
                new double[GENES],
                new double[GENES],
                new double[GENES],
                new double[FACTORS][GENES]);
        for (int g = 0; g < GENES; g++) {
            axis[g] = g >= AXIS_GENES ? 0 : random.nextBoolean() ? APART : -APART;
            base[g] = 6 + 2 * normal();
            sd[g] = StrictMath.exp(-.3 + .3 * normal());
            for (double[] load : loads) {
                load[g] = .1 * normal();
            }
        }
    }

    private World(SplittableRandom random, double[] axis, double[] base, double[] sd, double[][] loads) {
        this.random = random;
        this.axis = axis;
        this.base = base;
        this.sd = sd;
        this.loads = loads;
    }

    /** The same laboratory, drawing other samples. */
    public World drawing(long seed) {
        return new World(new SplittableRandom(seed), axis, base, sd, loads);
    }

    /** Batch effect per gene, in gene standard deviations: {@code along} times the class difference, plus noise. */
    public double[] shift(double along, double noise) {
        double[] shift = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            shift[g] = along * axis[g] + noise * normal();
        }
        return shift;
    }

    public double[] none() {
        return new double[GENES];
    }

    /** Samples of class A, then of class B. */
    public List<double[]> samples(int a, int b, double[] shift) {
        List<double[]> samples = new ArrayList<>();
        for (int i = 0; i < a + b; i++) {
            samples.add(sample(i < a ? -.5 : .5, shift));
        }
        return samples;
    }

    /** One sample of the given place on the class axis. */
    public double[] sample(double place, double[] shift) {
        double[] factors = new double[FACTORS];
        for (int f = 0; f < FACTORS; f++) {
            factors[f] = normal();
        }
        double[] sample = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            double z = normal() + place * axis[g] + shift[g];
            for (int f = 0; f < FACTORS; f++) {
                z += factors[f] * loads[f][g];
            }
            sample[g] = base[g] + sd[g] * z;
        }
        return sample;
    }

    /** A replicate of a pool of both classes: no biology of its own, technical variance {@code kappa}. */
    public double[] pool(double kappa, double[] shift) {
        double[] sample = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            sample[g] = base[g] + sd[g] * (Math.sqrt(kappa) * normal() + shift[g]);
        }
        return sample;
    }

    /** Box and Muller. */
    public double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    public static boolean[] allGenes() {
        boolean[] all = new boolean[GENES];
        Arrays.fill(all, true);
        return all;
    }

    /** {@code a} times A, then {@code b} times B. */
    public static List<String> labels(int a, int b) {
        List<String> labels = new ArrayList<>(Collections.nCopies(a, "A"));
        labels.addAll(Collections.nCopies(b, "B"));
        return labels;
    }
}
