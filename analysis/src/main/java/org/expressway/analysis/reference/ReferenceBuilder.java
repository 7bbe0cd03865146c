package org.expressway.analysis.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.expressway.analysis.correct.GeneMoments;
import org.expressway.analysis.correct.ReferenceMoments;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.qc.QualityLimits;

/**
 * Learns a {@link ReferenceProfile} from a cohort.
 *
 * <p>Samples are taken in the order of their keys, whatever order they came in, and every sum runs in that order: the
 * same set of samples gives the same profile, bit for bit.
 */
public final class ReferenceBuilder {
    private ReferenceBuilder() {}

    /**
     * Learns the profile of a cohort.
     *
     * @param panelId the panel that the samples are aligned to
     * @param batches "site/batch" of the samples
     * @throws IllegalArgumentException when there are fewer than two samples, two of one key, samples of different
     *     length, a sample that cannot be normalised, or no gene usable for size factors
     */
    public static ReferenceProfile build(
            String panelId, List<String> batches, List<ReferenceSample> samples, ReferenceSettings settings) {
        List<ReferenceSample> sorted = samples.stream()
                .sorted(Comparator.comparing(ReferenceSample::key))
                .toList();
        requireCohort(sorted);
        List<float[]> values = sorted.stream().map(ReferenceSample::values).toList();
        List<String> keys = sorted.stream().map(ReferenceSample::key).toList();
        Normalizer normalizer = settings.normalization().learn(settings.unit(), keys, values);
        List<double[]> normalized = normalize(sorted, normalizer);
        ClassTable table = ClassTable.of(sorted, normalized);
        return new ReferenceProfile(
                panelId,
                normalizer,
                settings.correction(),
                settings.minBatchSize(),
                moments(normalized, settings),
                QualityLimits.learnedFrom(values, settings.unit().linear()),
                keys,
                batches.stream().distinct().sorted().toList(),
                sorted.stream()
                        .map(ReferenceSample::subject)
                        .distinct()
                        .sorted()
                        .toList(),
                table.statistics(),
                table.withinClassVariance());
    }

    private static List<double[]> normalize(List<ReferenceSample> samples, Normalizer normalizer) {
        List<double[]> normalized = new ArrayList<>(samples.size());
        for (ReferenceSample sample : samples) {
            double logSizeFactor = normalizer.logSizeFactor(sample.values());
            double[] out = new double[sample.values().length];
            normalizer.normalize(sample.values(), logSizeFactor, out);
            requireSomeValue(sample, logSizeFactor, out);
            normalized.add(out);
        }
        return normalized;
    }

    private static ReferenceMoments moments(List<double[]> normalized, ReferenceSettings settings) {
        GeneMoments moments = new GeneMoments(normalized.get(0).length);
        normalized.forEach(moments::plus);
        return ReferenceMoments.expressed(moments, settings.minMeanLog2(), settings.minSd());
    }

    private static void requireCohort(List<ReferenceSample> sorted) {
        if (sorted.size() < 2) {
            throw new IllegalArgumentException("the reference has " + sorted.size()
                    + " samples, expected at least 2; name batches with more samples");
        }
        for (int i = 1; i < sorted.size(); i++) {
            requirePair(sorted.get(i - 1), sorted.get(i));
        }
    }

    private static void requirePair(ReferenceSample before, ReferenceSample sample) {
        if (before.key().equals(sample.key())) {
            throw new IllegalArgumentException(
                    "sample " + sample.key() + " is in the reference twice, expected every key once");
        }
        if (before.values().length != sample.values().length) {
            throw new IllegalArgumentException("sample " + sample.key() + " has " + sample.values().length
                    + " values where " + before.key() + " has " + before.values().length
                    + "; align all samples to one panel");
        }
    }

    private static void requireSomeValue(ReferenceSample sample, double logSizeFactor, double[] normalized) {
        boolean some = false;
        for (double value : normalized) {
            some |= !Double.isNaN(value);
        }
        if (!some || Double.isNaN(logSizeFactor)) {
            throw new IllegalArgumentException("sample " + sample.key()
                    + " has no usable value, expected at least one gene with data; leave it out of the reference");
        }
    }
}
