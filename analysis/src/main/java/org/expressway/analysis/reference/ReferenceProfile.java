package org.expressway.analysis.reference;

import java.util.List;
import org.expressway.analysis.correct.CorrectionBasis;
import org.expressway.analysis.correct.CorrectionSettings;
import org.expressway.analysis.correct.ReferenceMoments;
import org.expressway.analysis.normalize.Normalizer;
import org.expressway.analysis.normalize.ValueUnit;
import org.expressway.analysis.qc.JudgedSample;
import org.expressway.analysis.qc.QualityCheck;
import org.expressway.analysis.qc.QualityLimits;
import org.expressway.analysis.qc.QualityResult;
import org.expressway.analysis.qc.Sex;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was learned from the reference cohort and is frozen since.
 *
 * <p>Arrays have one entry per gene of the panel, in the panel's order; they are shared, not copied, and must not be
 * changed.
 *
 * @param panelId the panel whose gene order all arrays follow
 * @param normalizer one that gives logarithms
 * @param basis what batches are corrected by
 * @param members keys ("site/sampleId") of the reference samples, sorted
 * @param batches "site/batch" of the reference, sorted
 * @param subjects distinct, sorted
 * @param classes sorted by label; empty without labels
 * @param withinClassVariance pooled variance of normalised values within the classes, divisor n - classes, log2 units
 *     squared, NaN where it cannot be estimated; null without labels
 */
public record ReferenceProfile(
        String panelId,
        Normalizer normalizer,
        CorrectionBasis basis,
        QualityLimits limits,
        List<String> members,
        List<String> batches,
        List<String> subjects,
        List<ClassStatistics> classes,
        double @Nullable [] withinClassVariance) {
    public ReferenceProfile {
        members = List.copyOf(members);
        batches = List.copyOf(batches);
        subjects = List.copyOf(subjects);
        classes = List.copyOf(classes);
        int genes = basis.genes();
        limits.requirePanel(genes);
        requireLogScale(normalizer);
        requireGenes("the normaliser", normalizer.genes().orElse(genes), genes);
        for (ClassStatistics one : classes) {
            requireGenes("the centroid of " + one.label(), one.centroid().length, genes);
        }
        if (withinClassVariance != null) {
            requireGenes("the within-class variance", withinClassVariance.length, genes);
        }
    }

    public int genes() {
        return basis.genes();
    }

    /** What the reference's study samples have shown per gene. */
    public ReferenceMoments moments() {
        return basis.moments();
    }

    /** How batches are corrected. */
    public CorrectionSettings correction() {
        return basis.settings();
    }

    /** The unit of this reference's samples; no other is admitted. */
    public ValueUnit unit() {
        return normalizer.unit();
    }

    /** Whether samples of this reference are counts. */
    public boolean counts() {
        return unit() == ValueUnit.COUNTS;
    }

    private static void requireLogScale(Normalizer normalizer) {
        if (!normalizer.method().logScale()) {
            throw new IllegalArgumentException("normalisation "
                    + normalizer.method().text()
                    + " gives linear values, expected logarithms: a batch effect is a factor, and only on a log scale"
                    + " a shift; choose log-cpm");
        }
    }

    /** Judges one sample, as published, against this reference; every figure of it is asked for here. */
    public List<QualityResult> quality(float[] values, Sex declaredSex) {
        return QualityCheck.of(
                new JudgedSample(values, unit().linear(), () -> normalized(values), declaredSex), limits);
    }

    private double[] normalized(float[] values) {
        double[] normalized = new double[values.length];
        normalizer.normalize(values, normalizer.logSizeFactor(values), normalized);
        return normalized;
    }

    private static void requireGenes(String what, int seen, int genes) {
        if (seen != genes) {
            throw new IllegalArgumentException(
                    what + " has " + seen + " genes, expected the " + genes + " of the reference's moments");
        }
    }
}
