package org.expressway.stream.admit;

import org.expressway.analysis.normalize.Normalizer;

/** A sample's size factor, worked out once, when something asks for it: the values may be unusable before that. */
final class SizedSample {
    private final float[] values;
    private final Normalizer normalizer;
    private double logSizeFactor;
    private boolean sized;

    SizedSample(float[] values, Normalizer normalizer) {
        this.values = values;
        this.normalizer = normalizer;
    }

    double logSizeFactor() {
        if (!sized) {
            logSizeFactor = normalizer.logSizeFactor(values);
            sized = true;
        }
        return logSizeFactor;
    }

    double[] normalized() {
        double[] normalized = new double[values.length];
        normalizer.normalize(values, logSizeFactor(), normalized);
        return normalized;
    }
}
