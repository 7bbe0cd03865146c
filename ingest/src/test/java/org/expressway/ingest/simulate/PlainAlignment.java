package org.expressway.ingest.simulate;

import java.util.Arrays;
import java.util.List;

/** Normalisation and batch alignment in their plainest form, to judge a simulated cohort by. */
final class PlainAlignment {
    private final double[] logGeometricMean;

    /** Frozen on a reference cohort, as median of ratios is. */
    PlainAlignment(List<float[]> reference) {
        logGeometricMean = new double[reference.get(0).length];
        for (float[] counts : reference) {
            for (int g = 0; g < counts.length; g++) {
                logGeometricMean[g] += Math.log(counts[g]) / reference.size();
            }
        }
    }

    long usableGenes() {
        return Arrays.stream(logGeometricMean).filter(Double::isFinite).count();
    }

    double[] log2Normalised(float[] counts) {
        double[] ratios = new double[counts.length];
        int n = 0;
        for (int g = 0; g < counts.length; g++) {
            if (counts[g] > 0 && Double.isFinite(logGeometricMean[g])) {
                ratios[n++] = Math.log(counts[g]) - logGeometricMean[g];
            }
        }
        Arrays.sort(ratios, 0, n);
        double size = Math.exp(ratios[n / 2]);
        double[] out = new double[counts.length];
        for (int g = 0; g < counts.length; g++) {
            out[g] = Math.log(counts[g] / size + 0.5) / Math.log(2);
        }
        return out;
    }

    /** Each gene of the batch gets the reference's mean and sd. */
    static List<double[]> aligned(List<double[]> reference, List<double[]> batch) {
        int genes = reference.get(0).length;
        double[] mean = new double[genes];
        double[] sd = new double[genes];
        moments(reference, mean, sd);
        double[] batchMean = new double[genes];
        double[] batchSd = new double[genes];
        moments(batch, batchMean, batchSd);
        return batch.stream()
                .map(profile -> {
                    double[] out = new double[genes];
                    for (int g = 0; g < genes; g++) {
                        out[g] = (profile[g] - batchMean[g]) / Math.max(batchSd[g], 1e-6) * sd[g] + mean[g];
                    }
                    return out;
                })
                .toList();
    }

    static void moments(List<double[]> profiles, double[] mean, double[] sd) {
        for (double[] profile : profiles) {
            for (int g = 0; g < mean.length; g++) {
                mean[g] += profile[g] / profiles.size();
            }
        }
        for (double[] profile : profiles) {
            for (int g = 0; g < mean.length; g++) {
                sd[g] += (profile[g] - mean[g]) * (profile[g] - mean[g]) / (profiles.size() - 1);
            }
        }
        for (int g = 0; g < mean.length; g++) {
            sd[g] = Math.sqrt(sd[g]);
        }
    }
}
