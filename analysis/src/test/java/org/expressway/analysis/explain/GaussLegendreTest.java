package org.expressway.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 32, 64, 512})
    void polynomialsUpToDegree2nMinus1AreIntegratedExactly(int n) {
        GaussLegendre rule = GaussLegendre.of(n);
        for (int degree = 0; degree <= Math.min(2 * n - 1, 40); degree++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += rule.weights()[i] * Math.pow(rule.nodes()[i], degree);
            }
            assertThat(sum).as("n %d, degree %d", n, degree).isCloseTo(1. / (degree + 1), within(1e-13));
        }
        assertThat(rule.nodes()).isSorted();
        assertThat(rule.nodes()[0]).isPositive();
        assertThat(rule.nodes()[n - 1]).isLessThan(1);
    }

    /** Abramowitz and Stegun 1964, table 25.4, n = 5, brought from [−1, 1] to [0, 1]. */
    @Test
    void fiveNodesAreThoseOfTheTables() {
        GaussLegendre rule = GaussLegendre.of(5);
        assertThat(rule.nodes())
                .containsExactly(
                        new double[] {
                            (1 - .906179845938664) / 2,
                            (1 - .538469310105683) / 2,
                            .5,
                            (1 + .538469310105683) / 2,
                            (1 + .906179845938664) / 2
                        },
                        within(1e-15));
        assertThat(rule.weights()[0]).isCloseTo(.236926885056189 / 2, within(1e-15));
        assertThat(rule.weights()[2]).isCloseTo(.568888888888889 / 2, within(1e-15));
    }
}
