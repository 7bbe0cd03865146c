package org.expressway.analysis.qc;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.expressway.analysis.math.Median;

/**
 * Thresholds of the quality checks, learned from the reference cohort as multiples of its medians.
 *
 * <p>Learned limits: library size flags below 1/4 and above 4 times the median and fails below 1/20; detected genes flag
 * below .8 and fail below .5 of the median; the missing share flags .05 and fails .30 above the median. Medians, because
 * one bad reference sample must not move them.
 *
 * @param detectionFloor a gene is detected when its value is greater: 0 for counts, the cohort's smallest value otherwise
 * @param tooSmallLibrary sum of counts, low side
 * @param tooLargeLibrary sum of counts, high side
 * @param detectedGenes number of genes above the floor, low side
 * @param missingGenes share of the panel without a value, high side, 0 to 1
 */
public record QualityLimits(
        double detectionFloor, Limit tooSmallLibrary, Limit tooLargeLibrary, Limit detectedGenes, Limit missingGenes) {
    /**
     * Learns the limits of a cohort.
     *
     * @param cohort values as published (counts, or log-scale), one array per sample, NaN where missing
     * @throws IllegalArgumentException when the cohort is empty
     */
    public static QualityLimits learnedFrom(List<float[]> cohort, boolean counts) {
        if (cohort.isEmpty()) {
            throw new IllegalArgumentException("no samples to learn quality limits from; give at least one");
        }
        double floor = counts ? 0 : smallest(cohort);
        double library = counts ? median(cohort, s -> SampleSummary.of(s, floor).sum()) : 0;
        double detected = median(cohort, s -> SampleSummary.of(s, floor).detected());
        double missing = median(cohort, s -> SampleSummary.of(s, floor).missingShare());
        return new QualityLimits(
                floor,
                new Limit(library / 4, library / 20),
                new Limit(library * 4, Double.POSITIVE_INFINITY),
                new Limit(detected * .8, detected * .5),
                new Limit(missing + .05, missing + .30));
    }

    private static double median(List<float[]> cohort, ToDoubleFunction<float[]> statistic) {
        double[] values = cohort.stream().mapToDouble(statistic).toArray();
        return Median.of(values, values.length);
    }

    private static double smallest(List<float[]> cohort) {
        float smallest = Float.POSITIVE_INFINITY;
        for (float[] sample : cohort) {
            for (float value : sample) {
                smallest = value < smallest ? value : smallest;
            }
        }
        return smallest;
    }
}
