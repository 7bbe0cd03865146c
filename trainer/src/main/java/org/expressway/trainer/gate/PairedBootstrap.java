package org.expressway.trainer.gate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How sure is a mean difference between two models on the same samples?
 *
 * <p>Subjects, not samples, are drawn with replacement, as many as there are, and the mean of their samples' differences
 * is taken; the interval is between the quantiles of those means (the cluster bootstrap; Efron and Tibshirani 1993,
 * chapter 13; Field and Welsh 2007). Two samples of one person are no two witnesses. Paired, because what both models
 * find hard is nothing between them. On few subjects a percentile interval is somewhat narrow; where two models never
 * differ it is exactly [0, 0]. Cost: redraws × subjects.
 */
final class PairedBootstrap {
    private final double[] sums;
    private final int[] counts;

    /** @param differences per sample; @param subjects per sample */
    PairedBootstrap(double[] differences, List<String> subjects) {
        Map<String, Integer> places = new LinkedHashMap<>();
        subjects.forEach(subject -> places.putIfAbsent(subject, places.size()));
        sums = new double[places.size()];
        counts = new int[places.size()];
        for (int i = 0; i < differences.length; i++) {
            int place = places.getOrDefault(subjects.get(i), 0);
            sums[place] += differences[i];
            counts[place]++;
        }
    }

    /** @param confidence two-sided, such as .95 */
    Interval interval(double confidence, int redraws, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] means = new double[redraws];
        for (int r = 0; r < redraws; r++) {
            means[r] = redrawn(random);
        }
        Arrays.sort(means);
        double tail = (1 - confidence) / 2;
        int cut = (int) Math.floor(tail * redraws);
        return new Interval(mean(), means[cut], means[redraws - 1 - cut]);
    }

    private double redrawn(SplittableRandom random) {
        double sum = 0;
        int n = 0;
        for (int k = 0; k < sums.length; k++) {
            int subject = random.nextInt(sums.length);
            sum += sums[subject];
            n += counts[subject];
        }
        return sum / n;
    }

    private double mean() {
        return Arrays.stream(sums).sum() / Arrays.stream(counts).sum();
    }
}
