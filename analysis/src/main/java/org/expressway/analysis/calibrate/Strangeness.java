package org.expressway.analysis.calibrate;

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
    public static Strangeness of(LatentSpace space, float[][] x) {
        double[] energies = new double[x.length];
        double[] distances = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            LatentSpace.Place place = space.place(x[i]);
            energies[i] = place.energy();
            distances[i] = place.distance();
        }
        return new Strangeness(space, InControl.of(energies), InControl.of(distances));
    }

    /** Tail probability in control: twice the smaller of the two, at most 1 (Bonferroni); small is strange. */
    public double tail(float[] x) {
        LatentSpace.Place place = space.place(x);
        return Math.min(1, 2 * Math.min(energy.tail(place.energy()), distance.tail(place.distance())));
    }
}
