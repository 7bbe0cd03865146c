package org.expressway.analysis.normalize;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides about normalisation; {@link #learn} freezes the rest.
 *
 * @param prior pseudo-count; NaN for methods that have none
 * @param geneLengths in bases per panel gene, for {@link NormalizationMethod#TPM} and no other; not copied
 * @param tmmReference key of the sample that {@link NormalizationMethod#TMM} compares with; null = edgeR's choice
 */
public record NormalizationSettings(
        NormalizationMethod method,
        double prior,
        double @Nullable [] geneLengths,
        @Nullable String tmmReference) {
    /** @throws IllegalArgumentException when something is given that the method does not use, or lacks what it needs */
    public NormalizationSettings {
        if (method.hasPrior()) {
            method.requirePrior(prior);
        } else if (!Double.isNaN(prior)) {
            throw unused("a prior", method, "median-of-ratios, tmm, log-cpm, tpm and log2");
        }
        if (geneLengths != null && method != NormalizationMethod.TPM) {
            throw unused("gene lengths", method, "tpm");
        }
        if (tmmReference != null && method != NormalizationMethod.TMM) {
            throw unused("a reference sample", method, "tmm");
        }
    }

    /** A method with its usual prior. */
    public static NormalizationSettings of(NormalizationMethod method) {
        return new NormalizationSettings(method, method.defaultPrior(), null, null);
    }

    /** @param bases in panel order */
    public NormalizationSettings withGeneLengths(double @Nullable [] bases) {
        return new NormalizationSettings(method, prior, bases, tmmReference);
    }

    public NormalizationSettings withPrior(double other) {
        return new NormalizationSettings(method, other, geneLengths, tmmReference);
    }

    public NormalizationSettings withTmmReference(@Nullable String sample) {
        return new NormalizationSettings(method, prior, geneLengths, sample);
    }

    /**
     * Freezes what the method needs of a cohort. The order of the samples is in the last bits of sums and, between
     * equally good TMM references, in the choice: sort them by key.
     *
     * @param keys of the samples
     * @param cohort values as published, one per panel gene, NaN where missing
     * @throws IllegalArgumentException when the cohort teaches nothing, or does not have what the method takes
     */
    public Normalizer learn(ValueUnit unit, List<String> keys, List<float[]> cohort) {
        method.requireUnit(unit);
        if (cohort.isEmpty()) {
            throw new IllegalArgumentException("no samples to learn a normalisation from; give at least one");
        }
        PanelLength.requireSame(cohort);
        return switch (method) {
            case MEDIAN_OF_RATIOS -> MedianOfRatios.of(cohort, prior);
            case TMM -> tmm(keys, cohort);
            case LOG_CPM -> LogCpm.of(cohort, prior);
            case CPM -> new Cpm();
            case TPM -> tpm(cohort.get(0).length);
            case QUANTILE -> Quantile.of(cohort);
            case CP10K_LOG1P -> new Cp10k();
            case LOG2 -> new LogOfValues(unit, prior);
            case NONE -> new AlreadyLog();
        };
    }

    private Tmm tmm(List<String> keys, List<float[]> cohort) {
        int reference = tmmReference == null ? TmmReference.choose(cohort) : keys.indexOf(tmmReference);
        if (reference < 0) {
            throw new IllegalArgumentException("the TMM reference " + tmmReference + " is not among the " + keys.size()
                    + " samples of the reference; name one of them, such as " + keys.get(0));
        }
        return Tmm.of(keys.get(reference), cohort.get(reference), cohort, prior);
    }

    private Tpm tpm(int genes) {
        if (geneLengths == null) {
            throw new IllegalArgumentException(
                    "normalisation tpm needs the genes' lengths; give a table of them (gene, length in bases)");
        }
        if (geneLengths.length != genes) {
            throw new IllegalArgumentException(geneLengths.length + " gene lengths, expected one for each of the "
                    + genes + " genes of the panel");
        }
        return new Tpm(geneLengths, prior);
    }

    private static IllegalArgumentException unused(String what, NormalizationMethod method, String users) {
        return new IllegalArgumentException(what + " is given, but normalisation " + method.text()
                + " uses none; leave it out, or choose " + users);
    }
}
