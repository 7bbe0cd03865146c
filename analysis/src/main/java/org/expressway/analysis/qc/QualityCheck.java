package org.expressway.analysis.qc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checks that need nothing but the sample and the reference's limits, in this order.
 *
 * <p><b>values</b>: empty, all missing, infinite, and for amounts negative or all zero: FAIL, and then no other check is
 * made, because no other number would mean anything. <b>library_size</b>: sum of counts. <b>detected_genes</b>: genes
 * above the limits' floor. <b>missing_genes</b>: share of the panel without a value. <b>mitochondrial_share</b>,
 * <b>profile_correlation</b>, <b>residual_energy</b>, <b>declared_sex</b>: see their classes.
 *
 * <p>A check that cannot be made is absent, never a PASS: of log-scale values there is no library, a panel may have no
 * mitochondrial genes, a small reference no axes, a laboratory may declare no sex.
 */
public final class QualityCheck {
    private final JudgedSample sample;
    private final QualityLimits limits;
    private final List<QualityResult> results = new ArrayList<>();

    private QualityCheck(JudgedSample sample, QualityLimits limits) {
        this.sample = sample;
        this.limits = limits;
    }

    /** Judges one sample: one result per check that can be made. */
    public static List<QualityResult> of(JudgedSample sample, QualityLimits limits) {
        return new QualityCheck(sample, limits).results();
    }

    /** The worst verdict among the results; PASS when there are none. */
    public static Verdict worst(List<QualityResult> results) {
        return results.stream()
                .map(QualityResult::verdict)
                .max(Verdict::compareTo)
                .orElse(Verdict.PASS);
    }

    private List<QualityResult> results() {
        SampleSummary summary = SampleSummary.of(sample.values(), limits.detectionFloor());
        QualityResult values = ValuesCheck.of(sample.values(), summary, sample.linear());
        results.add(values);
        if (values.verdict() != Verdict.FAIL) {
            ofPublished(summary);
            ofNormalized(sample.normalized().get());
        }
        return List.copyOf(results);
    }

    private void ofPublished(SampleSummary summary) {
        if (sample.linear()) {
            results.add(library(summary.sum(), limits));
        }
        add(Threshold.DETECTED_GENES, summary.detected());
        add(Threshold.MISSING_GENES, summary.missingShare());
        if (sample.linear()) {
            int[] genes = limits.markers().mitochondrial();
            add(Threshold.MITOCHONDRIAL_SHARE, MitochondrialCheck.share(sample.values(), summary.sum(), genes));
        }
    }

    private void ofNormalized(double[] normalized) {
        TypicalProfile typical = limits.typical();
        add(Threshold.PROFILE_CORRELATION, typical == null ? Double.NaN : typical.correlation(normalized));
        ResidualBasis basis = limits.basis();
        add(Threshold.RESIDUAL_ENERGY, basis == null ? Double.NaN : basis.energy(normalized));
        add(SexCheck.of(normalized, limits.markers(), sample.declaredSex(), limits.of(Threshold.OTHER_SEX)));
    }

    /** One check with two sides: the worse one counts. */
    static QualityResult library(double size, QualityLimits limits) {
        QualityResult small = Threshold.SMALL_LIBRARY.judge(size, limits.of(Threshold.SMALL_LIBRARY));
        QualityResult large = Threshold.LARGE_LIBRARY.judge(size, limits.of(Threshold.LARGE_LIBRARY));
        return large.verdict().compareTo(small.verdict()) > 0 ? large : small;
    }

    /** NaN is a check that cannot be made. */
    private void add(Threshold threshold, double value) {
        add(Double.isNaN(value) ? null : threshold.judge(value, limits.of(threshold)));
    }

    private void add(@Nullable QualityResult result) {
        if (result != null) {
            results.add(result);
        }
    }
}
