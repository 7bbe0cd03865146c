package org.expressway.analysis.calibrate;

import java.util.Arrays;
import java.util.List;

/**
 * How strange a sample is beside calibration samples, which stand outside of those that the latent space was learned on: on
 * its own training samples a space's energy is too small.
 *
 * @param energy of calibration samples
 * @param distance of calibration samples
 */
public record Strangeness(LatentSpace space, InControl energy, InControl distance) {
    /**
     * Learns what is usual.
     *
     * @param x calibration samples × genes
     */
    public static Strangeness of(LatentSpace space, List<float[]> x) {
        double[] energies = new double[x.size()];
        double[] distances = new double[x.size()];
        for (int i = 0; i < energies.length; i++) {
            LatentSpace.Place place = space.place(x.get(i));
            energies[i] = place.energy();
            distances[i] = place.distance();
        }
        return new Strangeness(space, InControl.of(energies), InControl.of(distances));
    }

    /** The same of rows in memory. */
    public static Strangeness of(LatentSpace space, float[][] x) {
        return of(space, Arrays.asList(x));
    }

    /**
     * The same space with other samples in control: what is usual of values as they were first served.
     *
     * @param energies of those samples, ascending
     * @param distances of those samples, ascending
     */
    public Strangeness usualAre(double[] energies, double[] distances) {
        return new Strangeness(space, new InControl(energies), new InControl(distances));
    }

    /** How strange a sample is, on either measure and on both. */
    public StrangenessTails tails(float[] x) {
        return tails(space.place(x));
    }

    /** How strange a sample is that lies at a place of this space. */
    public StrangenessTails tails(LatentSpace.Place place) {
        return new StrangenessTails(
                energy.tail(place.energy()), distance.tail(place.distance()), 2. / (energy.ascending().length + 1));
    }

    /** Tail probability in control: twice the smaller of the two, at most 1 (Bonferroni); small is strange. */
    public double tail(float[] x) {
        return tails(x).combined();
    }
}
