package org.expressway.analysis.drift;

/**
 * What one sample adds to its chart, small enough to be sent where the chart is: a byte a gene.
 *
 * <p>z is rounded to {@value #STEPS} parts of a standard deviation. The rounding is far finer than z varies from sample
 * to sample, so it is like noise of sd .012, and averages out.
 *
 * @param energy standardised logarithm of the energy outside of the axes; NaN where it cannot be told
 * @param genes z of each gene in 1/{@value #STEPS} sd; {@value #MISSING} is missing
 * @param composition uncorrelated, of variance 1 in control
 * @param confidence standardised probability of the call
 * @param ambiguity standardised indicator of a set with more than one class
 */
public record Observation(double energy, byte[] genes, double[] composition, double confidence, double ambiguity) {
    static final int STEPS = 25;
    static final byte MISSING = Byte.MIN_VALUE;

    /** A control: only what is measured before any model. */
    static Observation ofControl(double energy, float[] z) {
        return new Observation(energy, rounded(z), new double[0], Double.NaN, Double.NaN);
    }

    static byte[] rounded(float[] z) {
        byte[] genes = new byte[z.length];
        for (int g = 0; g < genes.length; g++) {
            genes[g] = Float.isNaN(z[g]) ? MISSING : (byte) Math.round(z[g] * STEPS);
        }
        return genes;
    }
}
