package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizationSettingsTest {
    private static final List<String> KEYS = List.of("A/1", "A/2");
    private static final List<float[]> COHORT = List.of(new float[] {1, 2}, new float[] {3, 4});

    @ParameterizedTest
    @EnumSource(NormalizationMethod.class)
    void everyMethodIsFoundByItsName(NormalizationMethod method) {
        assertThat(NormalizationMethod.named(method.text())).isEqualTo(method);
        assertThat(NormalizationMethod.named(method.name())).isEqualTo(method);
    }

    @ParameterizedTest
    @EnumSource(ValueUnit.class)
    void everyUnitHasAUsualMethodThatTakesIt(ValueUnit unit) {
        NormalizationMethod usual = NormalizationMethod.defaultFor(unit);
        assertThat(usual.logScale()).isTrue();
        Normalizer normalizer = NormalizationSettings.of(usual).learn(unit, KEYS, COHORT);
        assertThat(normalizer.method()).isEqualTo(usual);
        assertThat(normalizer.unit()).isEqualTo(unit);
    }

    @Test
    void anUnknownMethodIsToldAllNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NormalizationMethod.named("rpkm"))
                .withMessageContaining("\"rpkm\"")
                .withMessageContaining("median-of-ratios, tmm, log-cpm");
    }

    @Test
    void whatAMethodDoesNotUseIsRefused() {
        NormalizationSettings none = NormalizationSettings.of(NormalizationMethod.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.withPrior(1))
                .withMessageContaining("none uses none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.withGeneLengths(new double[] {1}))
                .withMessageContaining("tpm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.withTmmReference("A/1"))
                .withMessageContaining("tmm");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NormalizationSettings.of(NormalizationMethod.TMM).withPrior(0))
                .withMessageContaining("prior of normalisation tmm is 0.0");
    }

    @Test
    void aUnitThatTheMethodDoesNotTakeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NormalizationSettings.of(NormalizationMethod.TMM).learn(ValueUnit.LOG2, KEYS, COHORT))
                .withMessageContaining("tmm takes [COUNTS], seen LOG2")
                .withMessageContaining("none is the usual one");
    }

    @Test
    void whatCannotBeLearnedSaysWhatIsLacking() {
        NormalizationSettings tpm = NormalizationSettings.of(NormalizationMethod.TPM);
        NormalizationSettings tmm = NormalizationSettings.of(NormalizationMethod.TMM);
        assertRefused(tpm, COHORT, "needs the genes' lengths");
        assertRefused(
                tpm.withGeneLengths(new double[] {1, 2, 3}), COHORT, "3 gene lengths, expected one for each of the 2");
        assertRefused(tpm.withGeneLengths(new double[] {1, 0}), COHORT, "length of the gene at index 1 is 0.0");
        assertRefused(tmm.withTmmReference("A/9"), COHORT, "A/9 is not among the 2 samples");
        assertRefused(tmm, List.of(new float[] {1, 0}, new float[] {0, 1}), "no gene above zero in common");
        assertRefused(tmm, List.of(), "no samples");
        assertRefused(tmm, List.of(new float[1], new float[2]), "2 values where the first has 1");
        assertRefused(
                NormalizationSettings.of(NormalizationMethod.LOG_CPM),
                List.of(new float[2]),
                "mean library size of the reference is 0.0");
    }

    @Test
    void theTmmReferenceCanBeNamed() {
        Normalizer tmm = NormalizationSettings.of(NormalizationMethod.TMM)
                .withTmmReference("A/2")
                .learn(ValueUnit.COUNTS, KEYS, COHORT);
        assertThat(((Tmm) tmm).referenceSample()).isEqualTo("A/2");
        assertThat(tmm.factor(COHORT.get(1))).isEqualTo(1);
    }

    @Test
    void lengthsComeInThePanelsOrder() {
        GeneLengths lengths = new GeneLengths(Map.of("TP53", 2512.0, "MYC", 2366.0, "unused", 1.0));
        assertThat(lengths.of(List.of("MYC", "TP53"))).containsExactly(2366, 2512);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lengths.of(List.of("MYC", "ESR1", "KRAS")))
                .withMessageContaining("no length for 2 of the 3 genes of the panel, such as ESR1, KRAS");
    }

    /** Many zeros: the median of the upper quartiles is 0, so the deepest sample by square roots is taken. */
    @Test
    void sparseCountsTakeTheDeepestReference() {
        List<float[]> sparse = List.of(
                new float[] {1, 0, 0, 0, 0, 0, 0, 0, 0},
                new float[] {1, 9, 0, 0, 0, 0, 0, 0, 0},
                new float[] {1, 0, 2, 0, 0, 0, 0, 0, 1},
                new float[] {2, 0, 0, 1, 1, 1, 0, 0, 0},
                new float[] {2, 0, 0, 0, 0, 0, 1, 1, 0});
        assertThat(TmmReference.choose(sparse)).isEqualTo(3);
    }

    private static void assertRefused(NormalizationSettings settings, List<float[]> cohort, String message) {
        List<String> keys = KEYS.subList(0, Math.min(cohort.size(), KEYS.size()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.learn(ValueUnit.COUNTS, keys, cohort))
                .withMessageContaining(message);
    }
}
