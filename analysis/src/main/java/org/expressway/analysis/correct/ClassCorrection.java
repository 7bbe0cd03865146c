package org.expressway.analysis.correct;

/**
 * A fit about what is expected of each sample, made ready. The expectation is looked up sample by sample, so that a sample
 * keeps what its classes explain:
 *
 * <pre>
 * y* = (y - E - sqrt(vp) g*)/sqrt(d*) + E
 * </pre>
 */
final class ClassCorrection implements SampleCorrection {
    private final Expectation expectation;
    private final boolean[] corrected;
    private final double[] shift;
    private final double[] scale;

    ClassCorrection(Frame frame, Expectation expectation, BatchFit fit) {
        this.expectation = expectation;
        this.corrected = new boolean[fit.genes()];
        this.shift = new double[fit.genes()];
        this.scale = new double[fit.genes()];
        for (int g = 0; g < fit.genes(); g++) {
            corrected[g] = fit.corrects(g);
            shift[g] = Math.sqrt(frame.variance()[g]) * fit.gammaStar()[g];
            scale[g] = 1 / Math.sqrt(fit.deltaStar()[g]);
        }
    }

    @Override
    public void apply(double[] normalized, double[] out) {
        if (normalized.length != scale.length || out.length != scale.length) {
            throw new IllegalArgumentException("seen " + normalized.length + " values for " + out.length
                    + " places, expected " + scale.length + " of both, one per gene of the reference's panel");
        }
        double[] expected = expectation.of(normalized);
        for (int g = 0; g < scale.length; g++) {
            out[g] = corrected[g] ? (normalized[g] - expected[g] - shift[g]) * scale[g] + expected[g] : normalized[g];
        }
    }
}
