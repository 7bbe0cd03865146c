package org.expressway.analysis.qc;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the quality checks compare a sample with; frozen in the profile.
 *
 * @param detectionFloor a gene is detected when its value is greater: 0 for counts, the cohort's smallest value otherwise
 * @param limits one for every threshold; switched off where nothing could be learned
 * @param markers genes of the checks that know genes by name
 * @param typical median profile; null where the cohort was too small to learn its limit
 * @param basis principal axes; null likewise
 */
public record QualityLimits(
        double detectionFloor,
        Map<Threshold, Limit> limits,
        MarkerGenes markers,
        @Nullable TypicalProfile typical,
        @Nullable ResidualBasis basis) {
    public QualityLimits {
        limits = Map.copyOf(limits);
        for (Threshold threshold : Threshold.values()) {
            Limit limit = limits.get(threshold);
            if (limit == null) {
                throw new IllegalArgumentException(
                        "no limit for " + threshold.text() + ", expected one for each check");
            }
            if (threshold.crossed(limit.flag(), limit.fail())) {
                throw new IllegalArgumentException(threshold.text() + " would fail at " + limit.fail()
                        + " before it flags at " + limit.flag() + "; set both, or exchange them");
            }
        }
    }

    /** Learns the limits of a cohort, see {@link LimitLearning} for how. */
    public static QualityLimits learnedFrom(QualityCohort cohort) {
        return new LimitLearning(cohort).limits();
    }

    public Limit of(Threshold threshold) {
        Limit limit = limits.get(threshold);
        if (limit == null) {
            throw new IllegalStateException("no limit for " + threshold);
        }
        return limit;
    }

    /** @throws IllegalArgumentException when a gene lies outside a panel of so many genes */
    public void requirePanel(int genes) {
        requireWithin(genes, markers.mitochondrial());
        requireWithin(genes, markers.xist());
        requireWithin(genes, markers.chromosomeY());
        requireWithin(genes, typical == null ? new int[0] : typical.genes());
        requireWithin(genes, basis == null ? new int[0] : basis.genes());
    }

    private static void requireWithin(int genes, int[] places) {
        for (int place : places) {
            if (place < 0 || place >= genes) {
                throw new IllegalArgumentException("the quality limits name gene index " + place + ", expected 0 to "
                        + (genes - 1) + " as the panel has genes");
            }
        }
    }

    /** These limits with what a person has set in their place. */
    public QualityLimits with(QualityOverrides overrides) {
        Map<Threshold, Limit> changed = new EnumMap<>(limits);
        changed.replaceAll(overrides::of);
        return new QualityLimits(detectionFloor, changed, markers, typical, basis);
    }
}
