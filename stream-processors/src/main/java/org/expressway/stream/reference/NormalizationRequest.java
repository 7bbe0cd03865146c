package org.expressway.stream.reference;

import java.io.Serializable;
import java.util.List;
import org.expressway.analysis.normalize.GeneLengths;
import org.expressway.analysis.normalize.NormalizationMethod;
import org.expressway.analysis.normalize.NormalizationSettings;
import org.expressway.analysis.normalize.ValueUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was said about normalisation; what was not, follows from the samples.
 *
 * @param method null = the usual one for the samples' unit
 * @param prior null = the method's usual one
 * @param tmmReference site/sampleId; null = edgeR's choice
 */
public record NormalizationRequest(
        @Nullable NormalizationMethod method,
        @Nullable Double prior,
        @Nullable GeneLengths geneLengths,
        @Nullable String tmmReference)
        implements Serializable {
    /** Nothing was said. */
    public static NormalizationRequest usual() {
        return new NormalizationRequest(null, null, null, null);
    }

    /**
     * @param genes of the panel, in its order
     * @throws IllegalArgumentException when something was said that the method does not use, or that lacks a gene
     */
    NormalizationSettings settings(ValueUnit unit, List<String> genes) {
        NormalizationMethod chosen = method == null ? NormalizationMethod.defaultFor(unit) : method;
        NormalizationSettings settings = NormalizationSettings.of(chosen)
                .withPrior(prior == null ? chosen.defaultPrior() : prior)
                .withTmmReference(tmmReference);
        return geneLengths == null ? settings : settings.withGeneLengths(geneLengths.of(genes));
    }
}
