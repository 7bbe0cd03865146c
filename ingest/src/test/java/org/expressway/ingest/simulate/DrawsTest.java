package org.expressway.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawsTest {
    private static final int N = 200_000;

    @Test
    void theGaussianIsStandard() {
        assertMoments(Draws::gaussian, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 5, 20})
    void theGammaHasMeanOneAndTheInverseShapeAsVariance(double shape) {
        assertMoments(draws -> draws.unitGamma(shape), 1, 1 / shape);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 4, 9.99, 10, 35, 1000, 1e6})
    void thePoissonHasItsMeanAsVariance(double mean) {
        assertMoments(draws -> draws.poisson(mean), mean, mean);
    }

    @ParameterizedTest
    @ValueSource(doubles = {12, 60})
    void thePoissonHasItsProbabilities(double mean) {
        int[] seen = new int[200];
        Draws draws = new Draws(5);
        for (int i = 0; i < N; i++) {
            seen[(int) draws.poisson(mean)]++;
        }
        for (int k = 0; k < seen.length; k++) {
            double p = Math.exp(k * Math.log(mean) - mean - Draws.logFactorial(k));
            assertThat((double) seen[k] / N).as("k = %d", k).isCloseTo(p, within(5 * Math.sqrt(p / N) + 2.0 / N));
        }
    }

    /** Golden: the stream is part of what a seed means; computed by an independent SplitMix64 in Python. */
    @Test
    void theStreamIsSplitMix64() {
        Draws draws = new Draws(1234567);
        assertThat(draws.uniform()).isEqualTo(((6457827717110365317L >>> 11) + 0.5) * 0x1.0p-53);
        assertThat(draws.uniform()).isEqualTo(((3203168211198807973L >>> 11) + 0.5) * 0x1.0p-53);
    }

    @Test
    void pathsThatDifferGiveStreamsThatDiffer() {
        assertThat(Draws.at(1, 2, 3).uniform())
                .isEqualTo(Draws.at(1, 2, 3).uniform())
                .isNotEqualTo(Draws.at(1, 3, 2).uniform())
                .isNotEqualTo(Draws.at(1, 2).uniform());
    }

    private static void assertMoments(ToDoubleFunction<Draws> sampler, double mean, double variance) {
        Draws draws = new Draws(42);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < N; i++) {
            double x = sampler.applyAsDouble(draws) - mean;
            sum += x;
            squares += x * x;
        }
        assertThat(sum / N).isCloseTo(0, within(5 * Math.sqrt(variance / N)));
        assertThat(squares / N / variance).isCloseTo(1, within(0.05));
    }
}
