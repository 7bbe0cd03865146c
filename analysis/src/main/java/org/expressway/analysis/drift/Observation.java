package org.expressway.analysis.drift;

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

    /** The same, saying nothing of how sure the model is. */
    public Observation withoutCall() {
        return new Observation(energy, called, genes, latent, composition, Double.NaN, Double.NaN);
    }

    /**
     * The nearest step of each, those beyond the last step at it. Added to {@value #WHOLE}, in which a unit in the last place is 1, a
     * step stands in the last bits of the sum: a conversion to a whole number costs several times as much.
     */
    static byte[] rounded(float[] z) {
        byte[] genes = new byte[z.length];
        for (int g = 0; g < genes.length; g++) {
            float steps = Math.max(-Byte.MAX_VALUE, Math.min(Byte.MAX_VALUE, z[g] * STEPS));
            genes[g] = Float.isNaN(steps) ? MISSING : (byte) Float.floatToRawIntBits(steps + WHOLE);
        }
        return genes;
    }
}
