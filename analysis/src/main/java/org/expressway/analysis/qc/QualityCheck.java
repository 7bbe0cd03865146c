package org.expressway.analysis.qc;

import java.util.ArrayList;
import java.util.List;

/**
 * The checks that need nothing but the sample and the reference's limits.
 *
 * <p><b>values</b>: empty, all missing, infinite, and for counts negative or all zero: FAIL, and then no other check is
 * made, because no other number would mean anything. <b>library_size</b>: sum of counts; not made for other units.
 * <b>detected_genes</b>: genes above the limits' floor. <b>missing_genes</b>: share of the panel without a value.
 */
public final class QualityCheck {
    private static final String VALUES = "values";

    private QualityCheck() {}

    /**
     * Judges one sample.
     *
     * @param values one per panel gene, NaN where missing, as published
     * @param counts whether the values are counts
     * @return one result per check, in the order above
     */
    public static List<QualityResult> of(float[] values, boolean counts, QualityLimits limits) {
        SampleSummary summary = SampleSummary.of(values, limits.detectionFloor());
        QualityResult first = values(values, summary, counts);
        if (first.verdict() == Verdict.FAIL) {
            return List.of(first);
        }
        List<QualityResult> results = new ArrayList<>();
        results.add(first);
        if (counts) {
            results.add(librarySize(summary.sum(), limits));
        }
        results.add(detectedGenes(summary, limits.detectedGenes()));
        results.add(missingGenes(summary, limits.missingGenes()));
        return List.copyOf(results);
    }

    /** The worst verdict among the results; PASS when there are none. */
    public static Verdict worst(List<QualityResult> results) {
        return results.stream()
                .map(QualityResult::verdict)
                .max(Verdict::compareTo)
                .orElse(Verdict.PASS);
    }

    private static QualityResult values(float[] values, SampleSummary summary, boolean counts) {
        if (summary.genes() == 0) {
            return unusable(0, "the sample has no values; publish one value per gene of the panel");
        }
        if (summary.missing() == summary.genes()) {
            return unusable(summary.genes(), "all " + summary.genes() + " values are missing; check the gene ids");
        }
        if (summary.firstInfinite() >= 0) {
            return unusable(
                    1, "infinite value at gene index " + summary.firstInfinite() + ", expected a finite number");
        }
        return counts ? countValues(values, summary) : QualityResult.pass(VALUES, 0, 0);
    }

    private static QualityResult countValues(float[] values, SampleSummary summary) {
        int negative = summary.firstNegative();
        if (negative >= 0) {
            return unusable(
                    1,
                    "negative count " + values[negative] + " at gene index " + negative
                            + ", expected 0 or more; are these log-scale values?");
        }
        if (summary.zeros() + summary.missing() == summary.genes()) {
            return unusable(summary.zeros(), "all " + summary.zeros() + " counts are zero; the library is empty");
        }
        return QualityResult.pass(VALUES, 0, 0);
    }

    private static QualityResult unusable(double value, String reason) {
        return new QualityResult(VALUES, value, 0, Verdict.FAIL, reason);
    }

    private static QualityResult librarySize(double size, QualityLimits limits) {
        Verdict low = limits.tooSmallLibrary().ofLow(size);
        Verdict high = limits.tooLargeLibrary().ofHigh(size);
        boolean isHigh = high.compareTo(low) > 0;
        Verdict verdict = isHigh ? high : low;
        double bound = (isHigh ? limits.tooLargeLibrary() : limits.tooSmallLibrary()).bound(verdict);
        return result("library_size", size, bound, verdict, isHigh ? "above" : "below");
    }

    private static QualityResult detectedGenes(SampleSummary summary, Limit limit) {
        Verdict verdict = limit.ofLow(summary.detected());
        return result("detected_genes", summary.detected(), limit.bound(verdict), verdict, "below");
    }

    private static QualityResult missingGenes(SampleSummary summary, Limit limit) {
        Verdict verdict = limit.ofHigh(summary.missingShare());
        return result("missing_genes", summary.missingShare(), limit.bound(verdict), verdict, "above");
    }

    private static QualityResult result(String check, double value, double bound, Verdict verdict, String side) {
        if (verdict == Verdict.PASS) {
            return QualityResult.pass(check, value, bound);
        }
        String reason = check + " " + value + " is " + side + " the reference's limit " + bound;
        return new QualityResult(check, value, bound, verdict, reason);
    }
}
