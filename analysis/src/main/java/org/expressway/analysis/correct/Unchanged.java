package org.expressway.analysis.correct;

/** Every value passes bit for bit. */
record Unchanged(int genes) implements SampleCorrection {
    @Override
    public void apply(double[] normalized, double[] out) {
        if (normalized.length != genes || out.length != genes) {
            throw new IllegalArgumentException("seen " + normalized.length + " values for " + out.length
                    + " places, expected " + genes + " of both, one per gene of the reference's panel");
        }
        System.arraycopy(normalized, 0, out, 0, genes);
    }

    @Override
    public void invert(double[] corrected, double[] out) {
        apply(corrected, out);
    }
}
