package org.expressway.analysis.qc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks that know genes by name, on tables that can be checked by hand. */
class NamedGenesTest {
    private static final float NAN = Float.NaN;
    private static final MarkerGenes MARKERS =
            MarkerGenes.in(List.of("MT-CO1", "MT-CYB", "XIST", "RPS4Y1", "DDX3Y", "TP53"));
    /** Shares 20/100, 10/100, 30/100: median .2, deviation 1.4826 · .1. */
    private static final QualityLimits COUNTS = QualityLimits.learnedFrom(Cohort.of(
            true, MARKERS, List.of(new float[] {15, 5, 0, 0, 0, 80}, new float[] {5, 5, 0, 0, 0, 90}, new float[] {
                20, 10, 0, 0, 0, 70
            })));

    private static final QualityLimits LOGS =
            QualityLimits.learnedFrom(Cohort.of(false, MARKERS, List.of(new float[] {1, 1, 9, 0, 0, 5})));

    @Test
    void theLimitsOfTheMitochondrialShareGrowWithItsSpread() {
        Limit limit = COUNTS.of(Threshold.MITOCHONDRIAL_SHARE);
        assertThat(limit.flag()).isEqualTo(.2 + 5 * .14826, within(1e-7));
        assertThat(limit.fail()).isEqualTo(.2 + 15 * .14826, within(1e-7));
    }

    @Test
    void theMitochondrialShareIsOfTheCountsThatAreThere() {
        assertThat(share(30, 10, 0, 0, 0, 60)).isEqualTo(.4, within(1e-12));
        assertThat(share(30, NAN, 0, 0, 0, 70)).isEqualTo(.3, within(1e-12));
        assertThat(find("mitochondrial_share", Cohort.judged(COUNTS, true, 99, 0, 0, 0, 0, 1))
                        .verdict())
                .isEqualTo(Verdict.FLAG);
        assertThat(Cohort.judged(COUNTS, true, NAN, NAN, 0, 0, 0, 70))
                .extracting(QualityResult::check)
                .doesNotContain("mitochondrial_share");
    }

    @ParameterizedTest
    @CsvSource({
        "FEMALE, 9, 0, 0, -9, PASS",
        "FEMALE, 0, 8, 6, 7, FLAG",
        "MALE, 0, 8, 6, -7, PASS",
        "MALE, 9, 0, 0, 9, FLAG",
        "MALE, 6, 4, 4, 2, PASS",
        "FEMALE, 9, NaN, 1, -8, PASS"
    })
    void theSexGenesSpeakAgainstTheDeclaredSexOrNot(
            Sex declared, float xist, float rps4y1, float ddx3y, double evidence, Verdict verdict) {
        QualityResult result = find("declared_sex", Cohort.judged(LOGS, false, declared, 1, 1, xist, rps4y1, ddx3y, 5));
        assertThat(result.value()).isEqualTo(evidence);
        assertThat(result.verdict()).isEqualTo(verdict);
        assertThat(result.reason().contains("declared " + declared)).isEqualTo(verdict == Verdict.FLAG);
        assertThat(result.threshold()).isEqualTo(2);
    }

    @Test
    void expressionThatDecidesNothingPassesAndSaysSo() {
        QualityResult result = find("declared_sex", Cohort.judged(LOGS, false, Sex.MALE, 1, 1, 0, 0, 0, 5));
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.reason()).contains("leaves the sex open");
    }

    @Test
    void withoutADeclarationOrWithoutTheGenesThereIsNoSexCheck() {
        assertThat(Cohort.judged(LOGS, false, Sex.UNKNOWN, 1, 1, 9, 0, 0, 5))
                .extracting(QualityResult::check)
                .doesNotContain("declared_sex");
        assertThat(Cohort.judged(LOGS, false, Sex.MALE, 1, 1, NAN, 8, 8, 5))
                .extracting(QualityResult::check)
                .doesNotContain("declared_sex");
    }

    private static double share(float... values) {
        return find("mitochondrial_share", Cohort.judged(COUNTS, true, values)).value();
    }

    private static QualityResult find(String check, List<QualityResult> results) {
        return results.stream().filter(r -> r.check().equals(check)).findFirst().orElseThrow();
    }
}
