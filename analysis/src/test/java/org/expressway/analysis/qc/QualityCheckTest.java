package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityCheckTest {
    private static final float NAN = Float.NaN;
    /** Medians of the cohort: library 400, detected 10, missing 0. */
    private static final QualityLimits COUNTS =
            QualityLimits.learnedFrom(List.of(filled(10, 40), filled(10, 40), filled(10, 4000)), true);

    @Test
    void limitsAreMultiplesOfTheCohortsMedians() {
        assertThat(COUNTS)
                .isEqualTo(new QualityLimits(
                        0,
                        new Limit(100, 20),
                        new Limit(1600, Double.POSITIVE_INFINITY),
                        new Limit(8, 5),
                        new Limit(.05, .30)));
    }

    @ParameterizedTest
    @CsvSource({"10, PASS, 100", "9, FLAG, 100", "1, FAIL, 20", "160, PASS, 100", "161, FLAG, 1600", "9999, FLAG, 1600"
    })
    void theLibraryIsJudgedOnBothSides(float each, Verdict verdict, double threshold) {
        QualityResult result = find("library_size", QualityCheck.of(filled(10, each), true, COUNTS));
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
        assertThat(find("detected_genes", QualityCheck.of(values, true, COUNTS)).verdict())
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"0, PASS", "1, FLAG", "2, FLAG", "4, FAIL"})
    void missingGenesAreAShareOfThePanelAndNeverZeros(int missing, Verdict verdict) {
        float[] values = filled(10, 40);
        Arrays.fill(values, 0, missing, NAN);
        QualityResult result = find("missing_genes", QualityCheck.of(values, true, COUNTS));
        assertThat(result.value()).isEqualTo(missing / 10.0);
        assertThat(result.verdict()).isEqualTo(verdict);
    }

    @Test
    void valuesThatCannotBeUsedFailAloneAndNameTheGene() {
        assertUnusable(new float[0], "no values");
        assertUnusable(filled(3, NAN), "all 3 values are missing");
        assertUnusable(new float[] {1, 2, Float.POSITIVE_INFINITY}, "infinite value at gene index 2");
        assertUnusable(new float[] {1, -3, 2}, "negative count -3.0 at gene index 1");
        assertUnusable(new float[] {0, 0, NAN}, "all 2 counts are zero");
    }

    @Test
    void otherUnitsHaveNoLibraryAndMayBeNegative() {
        QualityLimits limits =
                QualityLimits.learnedFrom(List.of(new float[] {-2, 1, 3, 4}, new float[] {0, 1, 3, 5}), false);
        List<QualityResult> results = QualityCheck.of(new float[] {-2, -1, 3, 4}, false, limits);
        assertThat(results)
                .extracting(QualityResult::check)
                .containsExactly("values", "detected_genes", "missing_genes");
        assertThat(limits.detectionFloor()).isEqualTo(-2);
        assertThat(find("detected_genes", results).value()).isEqualTo(3);
        assertThat(QualityCheck.worst(results)).isEqualTo(Verdict.PASS);
    }

    @Test
    void theWorstVerdictCounts() {
        assertThat(QualityCheck.worst(List.of())).isEqualTo(Verdict.PASS);
        assertThat(QualityCheck.worst(QualityCheck.of(filled(10, 9), true, COUNTS)))
                .isEqualTo(Verdict.FLAG);
        assertThat(QualityCheck.worst(QualityCheck.of(filled(10, 1), true, COUNTS)))
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void anEmptyCohortTeachesNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> QualityLimits.learnedFrom(List.of(), true));
    }

    private static void assertUnusable(float[] values, String reason) {
        List<QualityResult> results = QualityCheck.of(values, true, COUNTS);
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
