package org.expressway.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastAmbiguousSetsTest {
    @Test
    void theThresholdIsTheRankThatTheFormulaSays() {
        // 19 samples of one class: ceil(20 · .95) = 19, the largest; of 39, ceil(40 · .95) = 38, the second largest.
        assertThat(of(19).thresholds()[0]).isCloseTo(.19, within(1e-12));
        assertThat(of(39).thresholds()[0]).isCloseTo(.38, within(1e-12));
    }

    @Test
    void aClassOfFewerThan19SamplesTakesTheThresholdOfAll() {
        assertThat(LeastAmbiguousSets.fewest(.05)).isEqualTo(19);
        assertThat(LeastAmbiguousSets.fewest(.1)).isEqualTo(9);
        assertThat(of(19).ownThreshold()).containsExactly(true, false);
        assertThat(of(18).ownThreshold()).containsExactly(false, false);
    }

    @Test
    void withTooFewSamplesEveryClassIsInTheSet() {
        assertThat(of(18).set(new double[] {.001, .999}).classes()).containsExactly(0, 1);
    }

    @Test
    void anEmptySetIsTheTopCallFlaggedAtypical() {
        PredictionSet set = of(19).set(new double[] {.45, .55});
        assertThat(set.classes()).containsExactly(1);
        assertThat(set.atypical()).isTrue();
    }

    @Test
    void aLikelyClassStandsAlone() {
        PredictionSet set = of(19).set(new double[] {.9, .1});
        assertThat(set.classes()).containsExactly(0);
        assertThat(set.atypical()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {.05, .1, .2})
    void theMeanCoverageOfManyCalibrationsIsTheOneStated(double alpha) {
        double[] coverage = new double[50];
        for (int s = 0; s < coverage.length; s++) {
            TemperatureTest.Calls calls = new TemperatureTest.Calls(s, 1200);
            double[][] p = calls.sharpened(1.4);
            LeastAmbiguousSets sets =
                    LeastAmbiguousSets.of(Arrays.copyOf(p, 600), Arrays.copyOf(calls.y, 600), 3, alpha);
            int inside = 0;
            for (int i = 600; i < 1200; i++) {
                inside += sets.set(p[i]).contains(calls.y[i]) ? 1 : 0;
            }
            coverage[s] = inside / 600.;
        }
        assertThat(Arrays.stream(coverage).average().orElseThrow())
                .as("seeds 0 to 49")
                .isCloseTo(1 - alpha, within(.01));
    }

    @Test
    void anAlphaOfOneIsRefused() {
        assertThatThrownBy(() -> LeastAmbiguousSets.of(new double[0][], new int[0], 2, 1))
                .hasMessageContaining("alpha");
    }

    /** Samples of class 0 with strangeness .01, .02 and so on; class 1 has none. */
    private static LeastAmbiguousSets of(int n) {
        double[][] p = new double[n][];
        for (int i = 0; i < n; i++) {
            p[i] = new double[] {1 - (i + 1) / 100., (i + 1) / 100.};
        }
        return LeastAmbiguousSets.of(p, new int[n], 2, .05);
    }
}
