package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityCheckTest {
    private static final float NAN = Float.NaN;
    /** Medians of the cohort: library 400, detected 10, missing 0. */
    private static final QualityLimits COUNTS = Cohort.limits(true, filled(10, 40), filled(10, 40), filled(10, 4000));

    @Test
    void limitsAreMultiplesOfTheCohortsMedians() {
        assertThat(COUNTS.detectionFloor()).isZero();
        assertThat(COUNTS.of(Threshold.SMALL_LIBRARY)).isEqualTo(new Limit(100, 20));
        assertThat(COUNTS.of(Threshold.LARGE_LIBRARY)).isEqualTo(new Limit(1600, Double.POSITIVE_INFINITY));
        assertThat(COUNTS.of(Threshold.DETECTED_GENES)).isEqualTo(new Limit(8, 5));
        assertThat(COUNTS.of(Threshold.MISSING_GENES)).isEqualTo(new Limit(.05, .30));
    }

    @ParameterizedTest
    @CsvSource({"10, PASS, 100", "9, FLAG, 100", "1, FAIL, 20", "160, PASS, 100", "161, FLAG, 1600", "9999, FLAG, 1600"
    })
    void theLibraryIsJudgedOnBothSides(float each, Verdict verdict, double threshold) {
        QualityResult result = find("library_size", Cohort.judged(COUNTS, true, filled(10, each)));
        assertThat(result.value()).isEqualTo(10.0 * each);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.threshold()).isEqualTo(threshold);
        assertThat(result.reason().isEmpty()).isEqualTo(verdict == Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({"10, PASS", "8, PASS", "7, FLAG", "5, FLAG", "4, FAIL"})
    void tooFewDetectedGenesFlagAndFail(int detected, Verdict verdict) {
        float[] values = filled(10, 0);
        Arrays.fill(values, 0, detected, 40);
        assertThat(find("detected_genes", Cohort.judged(COUNTS, true, values)).verdict())
                .isEqualTo(verdict);
    }

    /** Logarithms of 10, 20, 40, 80, 160 lie 0, 1, 1, 2, 2 times ln 2 from their median: the spread is 1.4826 ln 2. */
    @Test
    void whereDetectedGenesSpreadMoreThanTheAllowanceTheirSpreadIsTheLimit() {
        QualityLimits cells = Cohort.limits(true, cell(10), cell(20), cell(40), cell(80), cell(160));
        assertThat(cells.of(Threshold.DETECTED_GENES).flag()).isCloseTo(40 * Math.pow(2, -3 * 1.4826), within(1e-9));
        assertThat(cells.of(Threshold.DETECTED_GENES).fail()).isCloseTo(40 * Math.pow(2, -5 * 1.4826), within(1e-9));
    }

    @Test
    void aCohortThatDetectsNothingHasNoLimitOfDetectedGenes() {
        assertThat(Cohort.limits(true, cell(0), cell(0)).of(Threshold.DETECTED_GENES))
                .isEqualTo(new Limit(0, 0));
    }

    private static float[] cell(int detected) {
        float[] values = filled(160, 0);
        Arrays.fill(values, 0, detected, 1);
        return values;
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "1, FLAG", "2, FLAG", "4, FAIL"})
    void missingGenesAreAShareOfThePanelAndNeverZeros(int missing, Verdict verdict) {
        float[] values = filled(10, 40);
        Arrays.fill(values, 0, missing, NAN);
        QualityResult result = find("missing_genes", Cohort.judged(COUNTS, true, values));
        assertThat(result.value()).isEqualTo(missing / 10.0);
        assertThat(result.verdict()).isEqualTo(verdict);
    }

    @Test
    void valuesThatCannotBeUsedFailAloneAndNameTheGene() {
        assertUnusable(new float[0], "no values");
        assertUnusable(filled(3, NAN), "all 3 values are missing");
        assertUnusable(new float[] {1, 2, Float.POSITIVE_INFINITY}, "infinite value at gene index 2");
        assertUnusable(new float[] {1, -3, 2}, "negative value -3.0 at gene index 1");
        assertUnusable(new float[] {0, 0, NAN}, "all 2 values are zero");
    }

    @Test
    void logarithmsHaveNoLibraryAndMayBeNegative() {
        QualityLimits limits = Cohort.limits(false, new float[] {-2, 1, 3, 4}, new float[] {0, 1, 3, 5});
        List<QualityResult> results = Cohort.judged(limits, false, new float[] {-2, -1, 3, 4});
        assertThat(results)
                .extracting(QualityResult::check)
                .containsExactly("values", "detected_genes", "missing_genes");
        assertThat(limits.detectionFloor()).isEqualTo(-2);
        assertThat(find("detected_genes", results).value()).isEqualTo(3);
        assertThat(QualityCheck.worst(results)).isEqualTo(Verdict.PASS);
    }

    @Test
    void aCheckThatCannotBeMadeIsAbsent() {
        assertThat(Cohort.judged(COUNTS, true, filled(10, 40)))
                .as("no named genes, a cohort of three, no declared sex")
                .extracting(QualityResult::check)
                .containsExactly("values", "library_size", "detected_genes", "missing_genes");
    }

    @Test
    void theWorstVerdictCounts() {
        assertThat(QualityCheck.worst(List.of())).isEqualTo(Verdict.PASS);
        assertThat(QualityCheck.worst(Cohort.judged(COUNTS, true, filled(10, 9))))
                .isEqualTo(Verdict.FLAG);
        assertThat(QualityCheck.worst(Cohort.judged(COUNTS, true, filled(10, 1))))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void anEmptyCohortTeachesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cohort.limits(true));
    }

    private static void assertUnusable(float[] values, String reason) {
        List<QualityResult> results = Cohort.judged(COUNTS, true, values);
        assertThat(results).hasSize(1);
        assertThat(results.get(0).check()).isEqualTo("values");
        assertThat(results.get(0).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(results.get(0).reason()).contains(reason);
    }

    private static QualityResult find(String check, List<QualityResult> results) {
        return results.stream().filter(r -> r.check().equals(check)).findFirst().orElseThrow();
    }

    private static float[] filled(int genes, float value) {
        float[] values = new float[genes];
        Arrays.fill(values, value);
        return values;
    }
}
