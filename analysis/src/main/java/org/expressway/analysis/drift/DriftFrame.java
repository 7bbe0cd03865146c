package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is expected of a sample: turns a profile into an observation. Class centroids, spreads and axes come from one
 * set of subjects, location and scale of what is measured with them from another, because inside of its own set an axis
 * explains too much.
 *
 * @param genes of normalised values
 * @param residual axes within the classes, of normalised values
 * @param energy of the logarithm of the energy
 * @param composition of corrected values
 * @param confidence of the call's probability
 * @param ambiguity of the indicator of a set with more than one class
 */
record DriftFrame(
        ClassFrame genes,
        Axes residual,
        ClassScale energy,
        CompositionFrame composition,
        ClassScale confidence,
        ClassScale ambiguity) {
    private static final int MOST_AXES = 10;
    private static final int SAMPLES_PER_AXIS = 10;
    private static final double ENERGY_FLOOR = .005;
    /** A model that is nearly always sure is not in trouble when its mean probability falls from .995 to .985. */
    private static final double CONFIDENCE_FLOOR = .1;
    /** Likewise: that of a share of a tenth. */
    private static final double AMBIGUITY_FLOOR = .3;

    /**
     * Learns a frame.
     *
     * @param basis samples that give centroids and axes
     * @param y their classes
     * @param moments samples of other subjects that give location and scale
     */
    static DriftFrame of(Profile[] basis, int[] y, Profile[] moments, int classes) {
        ClassFrame genes = ClassFrame.of(normalised(basis), y, classes);
        Axes residual = Axes.of(
                () -> IntStream.range(0, basis.length).mapToObj(i -> genes.standardised(basis[i].normalised(), y[i])),
                genes.genes(),
                axes(basis.length));
        int[] called = Arrays.stream(moments).mapToInt(Profile::called).toArray();
        double[] energies = IntStream.range(0, moments.length)
                .mapToDouble(i -> residual.logEnergy(genes.standardised(moments[i].normalised(), called[i])))
                .toArray();
        return new DriftFrame(
                genes,
                residual,
                ClassScale.of(energies, called, classes, ENERGY_FLOOR),
                composition(basis, moments),
                ClassScale.of(
                        Arrays.stream(moments).mapToDouble(Profile::top).toArray(), called, classes, CONFIDENCE_FLOOR),
                ClassScale.of(
                        Arrays.stream(moments)
                                .mapToDouble(p -> p.ambiguous() ? 1 : 0)
                                .toArray(),
                        called,
                        classes,
                        AMBIGUITY_FLOOR));
    }

    private static CompositionFrame composition(Profile[] basis, Profile[] moments) {
        float[][] x = Arrays.stream(basis).map(Profile::corrected).toArray(float[][]::new);
        ClassFrame overall = ClassFrame.of(x, new int[x.length], 1);
        float[] mean = overall.centroids()[0];
        Axes axes = Axes.of(
                () -> Arrays.stream(x).map(row -> overall.standardised(row, 0)), overall.genes(), axes(basis.length));
        double[][] raw = Arrays.stream(moments)
                .map(p -> CompositionFrame.raw(mean, overall.inverseSd(), axes, p.corrected(), p.probabilities()))
                .toArray(double[][]::new);
        return CompositionFrame.of(mean, overall.inverseSd(), axes, raw);
    }

    private static int axes(int samples) {
        return Math.min(MOST_AXES, samples / SAMPLES_PER_AXIS);
    }

    private static float[][] normalised(Profile[] profiles) {
        return Arrays.stream(profiles).map(Profile::normalised).toArray(float[][]::new);
    }

    int classes() {
        return genes.centroids().length;
    }

    Observation observe(Profile profile) {
        int called = profile.called();
        float[] z = genes.standardised(profile.normalised(), called);
        return new Observation(
                energy.standardised(residual.logEnergy(z), called),
                Observation.rounded(z),
                composition.place(profile.corrected(), profile.probabilities()),
                confidence.standardised(profile.top(), called),
                ambiguity.standardised(profile.ambiguous() ? 1 : 0, called));
    }
}
