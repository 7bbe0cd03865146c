package org.expressway.analysis.correct;

import java.util.Arrays;

/**
 * A fit made ready for one sample after the other.
 *
 * <pre>
 * y* = sqrt(vp) (s - g*)/sqrt(d*) + grand,  s = (y - grand)/sqrt(vp)
 *    = (y - centre) scale + grand,          centre = grand + sqrt(vp) g*,  scale = 1/sqrt(d*)
 * </pre>
 *
 * <p>The second form is exact algebra and has no division; it subtracts before it multiplies, so a large common offset
 * costs no digits beyond those of y itself. A gene that passes has centre 0, scale 1 and grand -0.0, the one number
 * whose addition leaves every value, -0.0 included, as it is: it passes bit for bit, without a branch.
 */
public final class Correction implements SampleCorrection {
    private final double[] centre;
    private final double[] scale;
    private final double[] grand;

    /** Makes a fit about the reference's mean ready.
     *
     * @throws IllegalArgumentException when the fit has another number of genes than the reference */
    public Correction(ReferenceMoments reference, BatchFit fit) {
        this(Frame.of(reference), reference.means(), fit);
    }

    /** Makes a fit ready for samples of one expectation.
     *
     * @throws IllegalArgumentException when the fit has another number of genes than the frame */
    public Correction(Frame frame, double[] expected, BatchFit fit) {
        if (fit.genes() != frame.genes()) {
            throw new IllegalArgumentException("the fit has " + fit.genes() + " genes, expected the " + frame.genes()
                    + " of the reference; use the fit's own reference");
        }
        this.centre = new double[fit.genes()];
        this.scale = new double[fit.genes()];
        this.grand = new double[fit.genes()];
        Arrays.fill(scale, 1);
        Arrays.fill(grand, -0.0);
        for (int g = 0; g < fit.genes(); g++) {
            if (fit.corrects(g)) {
                grand[g] = expected[g];
                centre[g] = grand[g] + Math.sqrt(frame.variance()[g]) * fit.gammaStar()[g];
                scale[g] = 1 / Math.sqrt(fit.deltaStar()[g]);
            }
        }
    }

    @Override
    public void apply(double[] normalized, double[] out) {
        requireGenes(normalized, out);
        for (int g = 0; g < scale.length; g++) {
            out[g] = (normalized[g] - centre[g]) * scale[g] + grand[g];
        }
    }

    @Override
    public void invert(double[] corrected, double[] out) {
        requireGenes(corrected, out);
        for (int g = 0; g < scale.length; g++) {
            out[g] = (corrected[g] - grand[g]) / scale[g] + centre[g];
        }
    }

    private void requireGenes(double[] values, double[] out) {
        if (values.length != scale.length || out.length != scale.length) {
            throw new IllegalArgumentException("seen " + values.length + " values for " + out.length
                    + " places, expected " + scale.length + " of both, one per gene of the reference's panel");
        }
    }
}
