package org.expressway.analysis.qc;

/**
 * The outcome of one check.
 *
 * @param check its name, as {@link Threshold#check} says it, or values, or duplicate_values
 * @param value what was measured
 * @param threshold what the verdict stands on: the limit that was crossed, the flag limit for a PASS
 * @param reason a sentence for a person; of a PASS empty, or what it leaves open
 */
public record QualityResult(String check, double value, double threshold, Verdict verdict, String reason) {
    static QualityResult pass(String check, double value, double threshold) {
        return new QualityResult(check, value, threshold, Verdict.PASS, "");
    }
}
