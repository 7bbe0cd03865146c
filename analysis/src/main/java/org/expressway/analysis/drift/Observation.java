package org.expressway.analysis.drift;

import org.expressway.analysis.math.Lanes;

/**
 * What one sample adds to its chart, small enough to be sent where the chart is: a byte a gene.
 *
 * <p>What is left of a gene is rounded to {@value #STEPS} parts of a standard deviation. The rounding is far finer than it
 * varies from sample to sample, so it is like noise of sd .012, and averages out.
 *
 * @param energy what is expected of the logarithm of the energy of a sample of its class, and its spread; the chart takes the
 *     energy itself, beside what is usual at its site
 * @param called the class it was called, an index; {@value #NO_CLASS} of a control
 * @param genes what the axes leave of each gene in 1/{@value #STEPS} sd; {@value #MISSING} is missing
 * @param latent places on the axes, of variance 1 in control
 * @param composition uncorrelated, of variance 1 in control
 * @param confidence standardised probability of the call
 * @param ambiguity standardised indicator of a set with more than one class
 */
public record Observation(
        Expected energy,
        int called,
        byte[] genes,
        double[] latent,
        double[] composition,
        double confidence,
        double ambiguity) {
    static final int NO_CLASS = -1;
    static final int STEPS = 25;
    static final byte MISSING = Byte.MIN_VALUE;
    private static final float WHOLE = 3 << 22;
    /** Of each byte, from the least on. */
    private static final float[] VALUES = allValues();

    /** Mean and standard deviation in control. */
    public record Expected(double mean, double sd) {
        double standardised(double value) {
            return (value - mean) / sd;
        }
    }

    /** A control: only what is measured before any model. */
    static Observation ofControl(Expected energy, float[] z) {
        return new Observation(energy, NO_CLASS, rounded(z), new double[0], new double[0], Double.NaN, Double.NaN);
    }

    /** The same of a class. */
    Observation calledAs(int one) {
        return new Observation(energy, one, genes, latent, composition, confidence, ambiguity);
    }

    /** The same, saying nothing of how sure the model is. */
    public Observation withoutCall() {
        return new Observation(energy, called, genes, latent, composition, Double.NaN, Double.NaN);
    }

    /** The nearest step of each; those beyond the last step are at it. */
    static byte[] rounded(float[] z) {
        byte[] genes = new byte[z.length];
        float[] tile = new float[Lanes.COUNT];
        for (int t = 0; t < Lanes.tiles(z.length); t++) {
            Lanes.fill(z, t, tile);
            round(tile, t, genes);
        }
        return genes;
    }

    /** What {@link #rounded} has left of each gene; NaN is missing. */
    static float[] values(byte[] genes) {
        float[] values = new float[genes.length];
        for (int g = 0; g < values.length; g++) {
            values[g] = VALUES[genes[g] - Byte.MIN_VALUE];
        }
        return values;
    }

    private static float[] allValues() {
        float[] values = new float[1 << Byte.SIZE];
        for (int step = Byte.MIN_VALUE; step <= Byte.MAX_VALUE; step++) {
            values[step - Byte.MIN_VALUE] = step == MISSING ? Float.NaN : step * (1f / STEPS);
        }
        return values;
    }

    /**
     * Rounds one tile, which is written on. Added to {@value #WHOLE}, in which a unit in the last place is 1, a step stands in
     * the last bits of the sum: a conversion to a whole number costs several times as much.
     */
    static void round(float[] tile, int t, byte[] genes) {
        for (int j = 0; j < Lanes.COUNT; j++) {
            tile[j] = Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, tile[j] * STEPS)) + WHOLE;
        }
        int from = Math.min(genes.length, t * Lanes.COUNT);
        int width = Math.min(Lanes.COUNT, genes.length - from);
        for (int j = 0; j < width; j++) {
            float steps = tile[j];
            genes[from + j] = Float.isNaN(steps) ? MISSING : (byte) Float.floatToRawIntBits(steps);
        }
    }
}
