package org.expressway.analysis.qc;

import java.util.List;

/**
 * A cohort that limits are learned from; the lists run in the same order, the arrays have one entry per panel gene.
 *
 * @param values as published, NaN where missing
 * @param normalized the same on the reference's scale
 * @param subjects whom each sample was taken from
 * @param linear whether the values are amounts (counts, TPM), not logarithms
 * @param expressed the genes that the reference calls expressed
 * @param markers where the genes with a name of their own stand
 */
public record QualityCohort(
        List<float[]> values,
        List<double[]> normalized,
        List<String> subjects,
        boolean linear,
        boolean[] expressed,
        MarkerGenes markers) {
    public QualityCohort {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no samples to learn quality limits from; give at least one");
        }
        if (normalized.size() != values.size() || subjects.size() != values.size()) {
            throw new IllegalArgumentException("a cohort of " + values.size() + " samples has " + normalized.size()
                    + " normalised ones and " + subjects.size() + " subjects, expected one of each a sample");
        }
    }
}
