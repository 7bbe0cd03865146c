package org.expressway.analysis.drift;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is expected of a sample: turns a profile into an observation. Class centroids, spreads and axes come from one
 * set of subjects, location and scale of what is measured with them from another, because inside of its own set an axis
 * explains too much.
 *
 * @param genes of normalised values
 * @param latent axes within the classes, of normalised values
 * @param energy of the logarithm of the energy
 * @param composition of places in the latent space and of class probabilities
 * @param confidence of the call's probability
 * @param ambiguity of the indicator of a set with more than one class
 */
record DriftFrame(
        ClassFrame genes,
        LatentFrame latent,
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
        Supplier<Stream<float[]>> z =
                () -> IntStream.range(0, basis.length).mapToObj(i -> genes.standardised(basis[i].normalised(), y[i]));
        Supplier<Stream<float[]>> fresh =
                () -> Arrays.stream(moments).map(one -> genes.standardised(one.normalised(), one.called()));
        LatentFrame latent =
                LatentFrame.of(z, genes.genes(), axes(basis.length)).measuredOn(fresh.get());
        int[] called = Arrays.stream(moments).mapToInt(Profile::called).toArray();
        return new DriftFrame(
                genes,
                latent,
                scale(fresh.get().mapToDouble(one -> latent.parted(one).logEnergy()), called, classes, ENERGY_FLOOR),
                CompositionFrame.of(moments),
                scale(Arrays.stream(moments).mapToDouble(Profile::top), called, classes, CONFIDENCE_FLOOR),
                scale(
                        Arrays.stream(moments).mapToDouble(one -> one.ambiguous() ? 1 : 0),
                        called,
                        classes,
                        AMBIGUITY_FLOOR));
    }

    private static ClassScale scale(DoubleStream values, int[] called, int classes, double floor) {
        return ClassScale.of(values.toArray(), called, classes, floor);
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

    /** A chart's averages before any sample. */
    ChartState newState(int learning) {
        return new ChartState(
                genes.genes(), latent.count(), composition.dimensions(), learning, ClassErrors.of(genes, energy));
    }

    Observation observe(Profile profile) {
        return observe(profile, genes.standardised(profile.normalised(), profile.called()));
    }

    /** @param z the sample's, standardised by its called class */
    Observation observe(Profile profile, float[] z) {
        int called = profile.called();
        LatentFrame.Steps steps = latent.steps(z);
        return new Observation(
                energy.of(called),
                called,
                steps.genes(),
                steps.places(),
                composition.place(profile),
                confidence.standardised(profile.top(), called),
                ambiguity.standardised(profile.ambiguous() ? 1 : 0, called));
    }
}
