package org.expressway.analysis.correct;

/**
 * A fit about what is expected of each sample, made ready. The expectation is looked up sample by sample, so that a sample
 * keeps what its classes explain:
 *
 * <pre>
 * y* = (y - E - sqrt(vp) g*)/sqrt(d*) + E
 * </pre>
 *
 * <p>Back, E belongs to the value that is looked for: it is found by fixed-point steps from E of the corrected value.
 */
final class ClassCorrection implements SampleCorrection {
    /** The classes of a sample are nearly always plain, and then the second step is exact. */
    private static final int STEPS = 8;

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
        requireGenes(normalized, out);
        double[] expected = expectation.of(normalized);
        for (int g = 0; g < scale.length; g++) {
            out[g] = corrected[g] ? (normalized[g] - expected[g] - shift[g]) * scale[g] + expected[g] : normalized[g];
        }
    }

    @Override
    public void invert(double[] corrected, double[] out) {
        requireGenes(corrected, out);
        System.arraycopy(corrected, 0, out, 0, out.length);
        double moved = 1;
        for (int step = 0; step < STEPS && moved > 1e-9; step++) {
            moved = back(corrected, expectation.of(out), out);
        }
    }

    /** @return the largest change */
    private double back(double[] corrected, double[] expected, double[] out) {
        double moved = 0;
        for (int g = 0; g < scale.length; g++) {
            double before = out[g];
            out[g] =
                    this.corrected[g] ? (corrected[g] - expected[g]) / scale[g] + expected[g] + shift[g] : corrected[g];
            moved = Math.max(moved, Double.isNaN(out[g]) ? 0 : Math.abs(out[g] - before));
        }
        return moved;
    }

    private void requireGenes(double[] values, double[] out) {
        if (values.length != scale.length || out.length != scale.length) {
            throw new IllegalArgumentException("seen " + values.length + " values for " + out.length
                    + " places, expected " + scale.length + " of both, one per gene of the reference's panel");
        }
    }
}
