package org.expressway.benchmarks.drift;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.drift.Profile;

/** Another detector, brought to the same run length in control. */
interface Rival {
    /** Forgets the samples it has seen, not what it has learned. */
    void restart();

    /** Takes one sample in; large is strange. */
    double advance(Profile sample);

    /** The statistic's value at which its mean run length on these samples is the target. */
    default double threshold(List<Profile> pool, double target, int runs, int length, SplittableRandom random) {
        double[][] paths = new double[runs][length];
        for (double[] path : paths) {
            restart();
            for (int t = 0; t < length; t++) {
                path[t] = advance(pool.get(random.nextInt(pool.size())));
            }
        }
        double[] candidates =
                Arrays.stream(paths).flatMapToDouble(Arrays::stream).sorted().toArray();
        int low = 0;
        int high = candidates.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (runLength(paths, candidates[middle]) < target) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return candidates[low];
    }

    private static double runLength(double[][] paths, double threshold) {
        double samples = 0;
        double alarms = 0;
        for (double[] path : paths) {
            int t = 0;
            while (t < path.length && path[t] < threshold) {
                t++;
            }
            samples += Math.min(path.length, t + 1);
            alarms += t < path.length ? 1 : 0;
        }
        return samples / Math.max(1, alarms);
    }
}
