package org.expressway.analysis.qc;

/** <b>values</b>: whether there are any, and whether they can be what they claim to be. */
final class ValuesCheck {
    private static final String NAME = "values";

    private ValuesCheck() {}

    static QualityResult of(float[] values, SampleSummary summary, boolean linear) {
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
        return linear ? ofAmounts(values, summary) : QualityResult.pass(NAME, 0, 0);
    }

    private static QualityResult ofAmounts(float[] values, SampleSummary summary) {
        int negative = summary.firstNegative();
        if (negative >= 0) {
            return unusable(
                    1,
                    "negative value " + values[negative] + " at gene index " + negative
                            + ", expected 0 or more; are these log-scale values?");
        }
        if (summary.zeros() + summary.missing() == summary.genes()) {
            return unusable(summary.zeros(), "all " + summary.zeros() + " values are zero; the library is empty");
        }
        return QualityResult.pass(NAME, 0, 0);
    }

    private static QualityResult unusable(double value, String reason) {
        return new QualityResult(NAME, value, 0, Verdict.FAIL, reason);
    }
}
