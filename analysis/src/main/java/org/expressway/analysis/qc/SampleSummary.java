package org.expressway.analysis.qc;

/**
 * What the checks ask of a sample, from one pass over it.
 *
 * @param sum of the values that are there; the library size of counts
 * @param firstInfinite index of the first infinite value, -1 for none; likewise {@code firstNegative}
 */
record SampleSummary(
        int genes, int missing, int detected, int zeros, double sum, int firstInfinite, int firstNegative) {
    static SampleSummary of(float[] values, double floor) {
        int missing = 0;
        int detected = 0;
        int zeros = 0;
        double sum = 0;
        for (float value : values) {
            boolean absent = Float.isNaN(value);
            missing += absent ? 1 : 0;
            detected += value > floor ? 1 : 0;
            zeros += value == 0 ? 1 : 0;
            sum += absent ? 0 : value;
        }
        return new SampleSummary(
                values.length, missing, detected, zeros, sum, firstInfinite(values), firstNegative(values));
    }

    double missingShare() {
        return genes == 0 ? 0 : (double) missing / genes;
    }

    private static int firstInfinite(float[] values) {
        for (int g = 0; g < values.length; g++) {
            if (Float.isInfinite(values[g])) {
                return g;
            }
        }
        return -1;
    }

    private static int firstNegative(float[] values) {
        for (int g = 0; g < values.length; g++) {
            if (values[g] < 0) {
                return g;
            }
        }
        return -1;
    }
}
