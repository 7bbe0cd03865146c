package org.expressway.analysis.normalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Tables that can be followed with pencil and paper. */
class HandCheckedNormalizersTest {
    private static final float MISSING = Float.NaN;
    private static final Offset<Double> EXACT = within(1e-13);

    /** Rates 10, 10 and 20 a kilobase: a quarter, a quarter and a half of a million. */
    @Test
    void tpmIsTheShareOfTheRates() {
        Tpm tpm = new Tpm(new double[] {1000, 2000, 500, 800}, 1);
        float[] counts = {10, 20, 10, 0};
        assertThat(tpm.factor(counts)).isEqualTo(40e-6, within(1e-18));
        assertThat(Samples.normalized(tpm, counts))
                .containsExactly(new double[] {log2(250_001), log2(250_001), log2(500_001), 0}, EXACT);
    }

    @Test
    void aMissingGeneTakesNoPartInTheSumOfRates() {
        Tpm tpm = new Tpm(new double[] {1000, 2000, 500}, 1);
        assertThat(Samples.normalized(tpm, new float[] {10, MISSING, 5}))
                .containsExactly(new double[] {log2(500_001), Double.NaN, log2(500_001)}, EXACT);
    }

    /** A total of 200: one count is 50 in ten thousand. */
    @Test
    void cp10kIsTheNaturalLogarithmOfOneMore() {
        Cp10k cp10k = new Cp10k();
        float[] counts = {1, 0, 39, 160, MISSING};
        assertThat(cp10k.factor(counts)).isEqualTo(.02, EXACT);
        assertThat(Samples.normalized(cp10k, counts))
                .containsExactly(new double[] {Math.log(51), 0, Math.log(1951), Math.log(8001), Double.NaN}, EXACT);
    }

    @Test
    void cpmIsLinear() {
        assertThat(Samples.normalized(new Cpm(), new float[] {1, 3, 0, MISSING}))
                .containsExactly(new double[] {250_000, 750_000, 0, Double.NaN}, within(1e-9));
    }

    /** Libraries of 100 and 300, mean 200; the prior of the second sample is 2 * 1.5 in a library of 300 + 6. */
    @Test
    void logCpmScalesThePriorWithTheLibrary() {
        float[] deep = {30, 270, 0};
        LogCpm logCpm = LogCpm.of(List.of(new float[] {40, 60, 0}, deep), 2);
        assertThat(logCpm.meanLibrarySize()).isEqualTo(200);
        assertThat(logCpm.factor(deep)).isEqualTo(1.5, EXACT);
        assertThat(Samples.normalized(logCpm, deep))
                .containsExactly(new double[] {log2(33e6 / 306), log2(273e6 / 306), log2(3e6 / 306)}, EXACT);
    }

    @Test
    void relativeAmountsAreOnlyLogged() {
        LogOfValues log = new LogOfValues(ValueUnit.FPKM, 1);
        assertThat(log.factor(new float[] {9})).isEqualTo(1);
        assertThat(Samples.normalized(log, new float[] {0, 7, MISSING})).containsExactly(0, 3, Double.NaN);
    }

    /** All ratios are one half of the shares, so the factor makes up for exactly that, whatever the weights. */
    @Test
    void oneGeneThatTakesHalfTheLibraryDoesNotMoveTheOthersUnderTmm() {
        float[] plain = new float[20];
        Arrays.fill(plain, 10);
        float[] taken = plain.clone();
        taken[19] = 210;
        Tmm tmm = Tmm.of("plain", plain, List.of(plain, plain), 2);
        assertThat(tmm.factor(taken)).isEqualTo(.5, EXACT);
        assertThat(Samples.normalized(tmm, taken)[0]).isEqualTo(Samples.normalized(tmm, plain)[0], EXACT);
    }

    @Test
    void aSampleOfTheSameSharesHasTheFactorOne() {
        Tmm tmm = Tmm.of("r", new float[] {10, 20, 30}, List.of(new float[] {10, 20, 30}), 2);
        assertThat(tmm.factor(new float[] {20, 40, 60})).isEqualTo(1);
        assertThat(tmm.factor(new float[] {0, MISSING, 0})).isNaN();
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
