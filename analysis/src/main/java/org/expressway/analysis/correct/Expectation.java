package org.expressway.analysis.correct;

/** What is expected of a sample on the reference's scale, per panel gene: the reference's mean, or that of its classes. */
interface Expectation {
    /** The expected log2 values of the sample with these normalised ones; not to be changed. */
    double[] of(double[] normalized);
}
