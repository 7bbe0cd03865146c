package org.expressway.analysis.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegratedGradientsTest {
    private static final Margin MARGIN = new Margin(2, 0);

    /** F = Σ a_g x_g²: its integrated gradients are a_g (x_g² − b_g²). */
    private static MarginPath squares(double[] a) {
        return (baseline, values, positions, weights, margin) -> {
            double[] margins = new double[positions.length];
            float[] gradient = new float[values.length];
            for (int g = 0; g < values.length; g++) {
                double slope = 0;
                for (int i = 0; i < positions.length; i++) {
                    double x = baseline[g] + positions[i] * (values[g] - baseline[g]);
                    margins[i] += a[g] * x * x;
                    slope += weights[i] * 2 * a[g] * x;
                }
                gradient[g] = (float) slope;
            }
            return new MarginPath.Slopes(margins, gradient);
        };
    }

    @Test
    void aCurvedFunctionIsDealtToItsGenesAsTheIntegralSays() {
        float[] baseline = {1, -2, .5f};
        float[] values = {3, 1, .5f};
        Attribution seen = IntegratedGradients.of(squares(new double[] {1, .5, 7}), baseline, values, MARGIN);

        assertThat(seen.contributions()[0]).isCloseTo(8, within(1e-6));
        assertThat(seen.contributions()[1]).isCloseTo(-1.5, within(1e-6));
        assertThat(seen.contributions()[2]).isZero();
        assertThat(seen.marginChange()).isCloseTo(6.5, within(1e-12));
        assertThat(seen.steps()).isEqualTo(IntegratedGradients.FEWEST);
        assertThat(seen.complete()).isTrue();
        assertThat(seen.largest(5)).containsExactly(0, 1);
        assertThat(seen.over(List.of(new int[] {0, 1}, new int[] {1})))
                .containsExactly(seen.total(), seen.over(new int[] {1}));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aBentNetworksContributionsAreItsMargin(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TinyNetwork network = TinyNetwork.random(seed, 40, 24, 4);
        float[] baseline = uniform(random, 40);
        float[] values = uniform(random, 40);
        Attribution seen = IntegratedGradients.of(network, baseline, values, MARGIN);

        assertThat(seen.completenessGap())
                .as("seed %d, %d steps", seed, seen.steps())
                .isLessThanOrEqualTo(.01);
        assertThat(seen.total()).isCloseTo(Arrays.stream(seen.contributions()).sum(), within(1e-12));
        double[] fine = midpoints(network, baseline, values);
        double scale = Arrays.stream(fine).map(Math::abs).max().orElseThrow();
        for (int g = 0; g < fine.length; g++) {
            assertThat(seen.contributions()[g]).as("seed %d gene %d", seed, g).isCloseTo(fine[g], within(.03 * scale));
        }
    }

    @Test
    void whatDoesNotAddUpAfterTheLastDoublingSaysSo() {
        MarginPath liar = (baseline, values, positions, weights, margin) ->
                new MarginPath.Slopes(positions.clone(), new float[] {2});
        Attribution seen = IntegratedGradients.of(liar, new float[] {0}, new float[] {1}, MARGIN);

        assertThat(seen.steps()).isEqualTo(IntegratedGradients.MOST);
        assertThat(seen.completenessGap()).isCloseTo(1, within(1e-9));
        assertThat(seen.complete()).isFalse();
    }

    @Test
    void gradientsThatAreNoNumbersAreNeverComplete() {
        MarginPath broken = (baseline, values, positions, weights, margin) ->
                new MarginPath.Slopes(positions.clone(), new float[] {Float.NaN});
        assertThat(IntegratedGradients.of(broken, new float[] {0}, new float[] {1}, MARGIN)
                        .complete())
                .isFalse();
    }

    @Test
    void aSampleThatIsItsBaselineHasNoContributionsAndIsComplete() {
        float[] values = {1, 2};
        Attribution seen = IntegratedGradients.of(squares(new double[] {1, 1}), values, values, MARGIN);
        assertThat(seen.contributions()).containsOnly(0);
        assertThat(seen.largest(3)).isEmpty();
        assertThat(seen.complete()).isTrue();
    }

    @Test
    void genesThatTheRunnerUpNeverHadBeginAtTheMeanOfAll() {
        Baseline seen = Baseline.of(new float[] {1, Float.NaN, 3}, new float[] {7, 8, 9});
        assertThat(seen.values()).containsExactly(1, 8, 3);
        assertThat(seen.unseen()).isEqualTo(1);
        assertThatThrownBy(() -> Baseline.of(new float[2], new float[3])).hasMessageContaining("2 genes");
    }

    @Test
    void theMarginIsBetweenTheTwoMostProbable() {
        assertThat(Margin.of(new double[] {.2, .5, .3})).isEqualTo(new Margin(1, 2));
        assertThat(Margin.of(new double[] {.4, .4, .2})).isEqualTo(new Margin(0, 1));
        assertThatThrownBy(() -> new Margin(1, 1)).hasMessageContaining("two different");
    }

    private static float[] uniform(SplittableRandom random, int n) {
        float[] values = new float[n];
        for (int g = 0; g < n; g++) {
            values[g] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }

    /** The same integral by 20,000 midpoints. */
    private static double[] midpoints(MarginPath path, float[] baseline, float[] values) {
        int n = 20_000;
        double[] positions = new double[n];
        double[] weights = new double[n];
        Arrays.setAll(positions, i -> (i + .5) / n);
        Arrays.fill(weights, 1. / n);
        float[] gradient =
                path.along(baseline, values, positions, weights, MARGIN).gradient();
        double[] contributions = new double[values.length];
        Arrays.setAll(contributions, g -> ((double) values[g] - baseline[g]) * gradient[g]);
        return contributions;
    }
}
