package org.expressway.analysis.qc;

import org.jspecify.annotations.Nullable;

/**
 * <b>declared_sex</b>: whether the expression contradicts the sex that the laboratory declares, the commonest sign of
 * swapped tubes.
 *
 * <pre>
 * d = mean normalised XIST - mean of normalised RPS4Y1 and DDX3Y        log2 units, a log ratio within the sample
 * value = -d for FEMALE, d for MALE                                     evidence of the other sex
 * </pre>
 *
 * <p>A ratio within one sample needs no cohort of both sexes, which a reference (of breast tumours, say) may not have.
 * Between the margins the expression decides nothing: tumours lose the Y chromosome or an inactive X, and shallow
 * libraries lose both; then the check passes and says so. It is not made where no sex is declared, or where one side of
 * the ratio has no value.
 */
final class SexCheck {
    private SexCheck() {}

    static @Nullable QualityResult of(double[] normalized, MarkerGenes markers, Sex declared, Limit limit) {
        double difference = mean(normalized, markers.xist()) - mean(normalized, markers.chromosomeY());
        if (declared == Sex.UNKNOWN || Double.isNaN(difference)) {
            return null;
        }
        double evidence = declared == Sex.FEMALE ? -difference : difference;
        QualityResult result = Threshold.OTHER_SEX.judge(evidence, limit);
        return new QualityResult(
                result.check(), evidence, result.threshold(), result.verdict(), reason(result, declared, limit));
    }

    private static String reason(QualityResult result, Sex declared, Limit limit) {
        if (result.verdict() != Verdict.PASS) {
            return "declared " + declared + ", but XIST against RPS4Y1 and DDX3Y says the other by " + result.value()
                    + " log2 (limit " + result.threshold() + "); were samples swapped?";
        }
        boolean open = Math.abs(result.value()) <= limit.flag();
        return open ? "XIST against RPS4Y1 and DDX3Y leaves the sex open" : "";
    }

    private static double mean(double[] normalized, int[] genes) {
        double sum = 0;
        int seen = 0;
        for (int gene : genes) {
            if (!Double.isNaN(normalized[gene])) {
                sum += normalized[gene];
                seen++;
            }
        }
        return seen == 0 ? Double.NaN : sum / seen;
    }
}
