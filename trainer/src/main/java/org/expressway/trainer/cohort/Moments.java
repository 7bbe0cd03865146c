package org.expressway.trainer.cohort;

/**
 * Mean and variance of each gene over the values present, in two passes over the rows, one row at a time. The second pass
 * sums squares of what is left after the mean, so nothing cancels.
 *
 * @param mean per gene; 0 of a gene without a value
 * @param variance per gene, divisor n; 0 of a gene without a value
 */
public record Moments(double[] mean, double[] variance) {
    public static Moments of(Profiles rows) {
        double[] mean = new double[rows.width()];
        double[] variance = new double[rows.width()];
        int[] n = new int[rows.width()];
        for (float[] row : rows) {
            for (int g = 0; g < mean.length; g++) {
                if (!Float.isNaN(row[g])) {
                    mean[g] += row[g];
                    n[g]++;
                }
            }
        }
        divide(mean, n);
        for (float[] row : rows) {
            for (int g = 0; g < mean.length; g++) {
                if (!Float.isNaN(row[g])) {
                    variance[g] += (row[g] - mean[g]) * (row[g] - mean[g]);
                }
            }
        }
        divide(variance, n);
        return new Moments(mean, variance);
    }

    private static void divide(double[] sums, int[] n) {
        for (int g = 0; g < sums.length; g++) {
            sums[g] = n[g] == 0 ? 0 : sums[g] / n[g];
        }
    }
}
