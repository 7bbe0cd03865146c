package org.expressway.benchmarks.drift;

import java.util.Arrays;
import java.util.List;
import org.expressway.analysis.drift.Profile;

/**
 * Kolmogorov–Smirnov per gene between the last {@value #WINDOW} samples and the reference, the greatest distance
 * deciding (Bonferroni: one threshold for all genes). It looks every {@value #EVERY} samples.
 */
final class GeneKs implements Rival {
    private static final int WINDOW = 32;
    private static final int EVERY = 4;

    private final float[][] sorted;
    private final float[][] window;
    private int seen;

    GeneKs(List<Profile> reference) {
        int genes = reference.get(0).normalised().length;
        this.sorted = new float[genes][reference.size()];
        this.window = new float[WINDOW][];
        for (int g = 0; g < genes; g++) {
            for (int i = 0; i < reference.size(); i++) {
                sorted[g][i] = reference.get(i).normalised()[g];
            }
            Arrays.sort(sorted[g]);
        }
    }

    @Override
    public void restart() {
        seen = 0;
    }

    @Override
    public double advance(Profile sample) {
        window[seen++ % WINDOW] = sample.normalised();
        if (seen < WINDOW || seen % EVERY != 0) {
            return 0;
        }
        double most = 0;
        float[] own = new float[WINDOW];
        for (int g = 0; g < sorted.length; g++) {
            for (int i = 0; i < WINDOW; i++) {
                own[i] = window[i][g];
            }
            Arrays.sort(own);
            most = Math.max(most, distance(own, sorted[g]));
        }
        return most;
    }

    private static double distance(float[] own, float[] reference) {
        double most = 0;
        for (int i = 0; i < own.length; i++) {
            int found = Arrays.binarySearch(reference, own[i]);
            double share = (found < 0 ? -found - 1 : found) / (double) reference.length;
            most = Math.max(most, Math.max(share - i / (double) own.length, (i + 1) / (double) own.length - share));
        }
        return most;
    }
}
