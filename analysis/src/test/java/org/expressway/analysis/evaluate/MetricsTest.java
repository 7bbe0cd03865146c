package org.expressway.analysis.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {
    /** Four samples of three classes; one of class 1 is called 0. */
    private static final double[][] P = {{.8, .1, .1}, {.6, .3, .1}, {.2, .7, .1}, {.1, .1, .8}};

    private static final int[] Y = {0, 1, 1, 2};

    @Test
    void figuresAgreeWithThoseWorkedOutByHand() {
        Metrics metrics = Metrics.of(P, Y);

        assertThat(metrics.accuracy()).isEqualTo(.75);
        assertThat(metrics.balancedAccuracy()).isCloseTo((1 + .5 + 1) / 3, within(1e-15));
        // F1: class 0 2·1/(1+2), class 1 2·1/(2+1), class 2 1.
        assertThat(metrics.macroF1()).isCloseTo((2. / 3 + 2. / 3 + 1) / 3, within(1e-15));
        assertThat(metrics.logLoss())
                .isCloseTo(-(Math.log(.8) + Math.log(.3) + Math.log(.7) + Math.log(.8)) / 4, within(1e-15));
        // Bins of 1/15: the .8s share one (2 right, gap .4), .6 (gap −.6), .7 (gap .3).
        assertThat(metrics.ece()).isCloseTo((.4 + .6 + .3) / 4, within(1e-12));
        assertThat(metrics.confusion()).isDeepEqualTo(new int[][] {{1, 0, 0}, {1, 1, 0}, {0, 0, 1}});
    }

    @Test
    void aCertainMistakeHasAFiniteLoss() {
        assertThat(LogLoss.mean(new double[][] {{1, 0}}, new int[] {1})).isCloseTo(34.54, within(.01));
    }

    @Test
    void classesThatDoNotOccurDoNotCount() {
        Metrics metrics = Metrics.of(new double[][] {{.9, .05, .05}}, new int[] {0});
        assertThat(metrics.balancedAccuracy()).isEqualTo(1);
        assertThat(metrics.macroF1()).isEqualTo(1);
    }

    @Test
    void nothingToEvaluateIsRefused() {
        assertThatThrownBy(() -> Metrics.of(new double[0][], new int[0])).hasMessageContaining("at least one");
    }
}
