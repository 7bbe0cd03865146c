package org.expressway.analysis.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.expressway.analysis.correct.BasisSample;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.MemberRole;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.qc.QualityCohort;
import org.expressway.analysis.qc.QualityLimits;

/**
 * Learns a {@link ReferenceProfile} from a cohort.
 *
 * <p>Samples are taken in the order of their keys, whatever order they came in, and every sum runs in that order: the
 * same set of samples gives the same profile, bit for bit. Only study samples show what the reference is like (normaliser,
 * moments, classes, limits, subjects); controls show what their material is; blanks, and controls that name no material,
 * teach nothing.
 */
public final class ReferenceBuilder {
    private ReferenceBuilder() {}

    /** Learns the profile of a cohort whose gene ids are not known: no quality check that looks for a gene is made. */
    public static ReferenceProfile build(
            String panelId, List<String> batches, List<ReferenceSample> samples, ReferenceSettings settings) {
        return build(new GenePanel(panelId, List.of()), batches, samples, settings);
    }

    /**
     * Learns the profile of a cohort.
     *
     * @param panel the panel that the samples are aligned to
     * @param batches "site/batch" of the samples
     * @throws IllegalArgumentException when there are fewer than two samples, two of one key, samples of different
     *     length, a sample that cannot be normalised, or no gene usable for size factors
     */
    public static ReferenceProfile build(
            GenePanel panel, List<String> batches, List<ReferenceSample> samples, ReferenceSettings settings) {
        List<ReferenceSample> sorted = samples.stream()
                .filter(sample -> sample.study() || sample.material() != null)
                .filter(sample -> sample.role() != MemberRole.BLANK)
                .sorted(Comparator.comparing(ReferenceSample::key))
                .toList();
        List<ReferenceSample> study =
                sorted.stream().filter(ReferenceSample::study).toList();
        requireCohort(study, sorted);
        panel.requireGenes(study.get(0).values().length);
        List<float[]> values = study.stream().map(ReferenceSample::values).toList();
        List<String> keys = study.stream().map(ReferenceSample::key).toList();
        Normalizer normalizer = settings.normalization().learn(settings.unit(), keys, values);
        List<BasisSample> normalized = normalize(sorted, normalizer);
        CorrectionBasis basis =
                CorrectionBasis.learn(settings.correction(), normalized, settings.minMeanLog2(), settings.minSd());
        ClassTable table = ClassTable.of(normalized);
        List<String> subjects = study.stream().map(ReferenceSample::subject).toList();
        QualityCohort quality = new QualityCohort(
                values,
                studyValues(normalized),
                subjects,
                settings.unit().linear(),
                basis.moments().corrected(),
                panel.markers());
        return new ReferenceProfile(
                panel.id(),
                normalizer,
                basis,
                QualityLimits.learnedFrom(quality).with(settings.quality()),
                sorted.stream().map(ReferenceSample::key).toList(),
                batches.stream().distinct().sorted().toList(),
                subjects.stream().distinct().sorted().toList(),
                table.statistics(),
                table.withinClassVariance());
    }

    private static List<double[]> studyValues(List<BasisSample> normalized) {
        return normalized.stream()
                .filter(sample -> sample.role() == MemberRole.STUDY)
                .map(BasisSample::normalized)
                .toList();
    }

    private static List<BasisSample> normalize(List<ReferenceSample> samples, Normalizer normalizer) {
        List<BasisSample> normalized = new ArrayList<>(samples.size());
        for (ReferenceSample sample : samples) {
            double logSizeFactor = normalizer.logSizeFactor(sample.values());
            double[] out = new double[sample.values().length];
            normalizer.normalize(sample.values(), logSizeFactor, out);
            requireSomeValue(sample, logSizeFactor, out);
            normalized.add(new BasisSample(sample.role(), sample.material(), sample.label(), out));
        }
        return normalized;
    }

    private static void requireCohort(List<ReferenceSample> study, List<ReferenceSample> sorted) {
        if (study.size() < 2) {
            throw new IllegalArgumentException("the reference has " + study.size()
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
