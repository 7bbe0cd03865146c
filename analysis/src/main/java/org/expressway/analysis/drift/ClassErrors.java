package org.expressway.analysis.drift;

import java.util.Arrays;

/**
 * How far the genes of samples of a class lie from what is expected, one number a class, in variances of a gene.
 *
 * @param centroid variance of the error of the class's centroid, which all its samples share
 * @param sample mean square of what is left of one sample: classes differ in how much they vary
 */
record ClassErrors(double[] centroid, double[] sample) {
    /** Where no class is told apart, as among controls. */
    static final ClassErrors NONE = new ClassErrors(new double[0], new double[0]);

    ClassErrors {
        if (centroid.length != sample.length) {
            throw new IllegalArgumentException(
                    centroid.length + " errors of centroids and " + sample.length + " of samples");
        }
    }

    static ClassErrors of(ClassFrame genes, ClassScale energy) {
        return new ClassErrors(
                genes.errors(),
                Arrays.stream(energy.mean()).map(StrictMath::exp).toArray());
    }

    int classes() {
        return centroid.length;
    }

    /** Of one sample; 1 of none of the classes. */
    double ofSample(int called) {
        return called < 0 ? 1 : sample[called];
    }

    /** Of an average in which the classes have these weights. */
    double ofCentroids(double[] weights) {
        double sum = 0;
        for (int c = 0; c < weights.length; c++) {
            sum += weights[c] * weights[c] * centroid[c];
        }
        return sum;
    }
}
