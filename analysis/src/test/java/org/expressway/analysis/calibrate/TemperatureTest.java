package org.expressway.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.expressway.analysis.classify.Softmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aClassifierThatIsTwiceTooSureIsGivenTemperatureTwo(long seed) {
        Calls calls = new Calls(seed, 6000);
        assertThat(Temperature.of(calls.sharpened(2), calls.y).value())
                .as("seed %d", seed)
                .isCloseTo(2, within(.15));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noOtherTemperatureHasALessLogLoss(long seed) {
        Calls calls = new Calls(seed, 400);
        double[][] p = calls.sharpened(1.7);
        double best = Temperature.of(p, calls.y).value();
        for (double factor : new double[] {.9, .99, 1.01, 1.1}) {
            assertThat(logLoss(new Temperature(best).apply(p), calls.y))
                    .as("seed %d, factor %s", seed, factor)
                    .isLessThan(logLoss(new Temperature(best * factor).apply(p), calls.y));
        }
    }

    @Test
    void probabilitiesKeepTheirOrderAndTheirSum() {
        double[] scaled = new Temperature(3).apply(new double[] {.7, .05, .25});
        assertThat(scaled[0]).isGreaterThan(scaled[2]);
        assertThat(scaled[2]).isGreaterThan(scaled[1]);
        assertThat(scaled[0] + scaled[1] + scaled[2]).isCloseTo(1, within(1e-12));
    }

    @Test
    void aProbabilityOfZeroStaysFinite() {
        assertThat(new Temperature(2).apply(new double[] {1, 0})[1]).isBetween(0., 1e-10);
        assertThat(Temperature.of(certain(), new int[20]).value()).isBetween(.09, 11.);
    }

    @Test
    void fewSamplesChangeNothing() {
        assertThat(Temperature.of(new double[][] {{.9, .1}, {.9, .1}}, new int[] {1, 1}))
                .isEqualTo(Temperature.NONE);
    }

    @Test
    void aTemperatureOfZeroIsRefused() {
        assertThatThrownBy(() -> new Temperature(0)).hasMessageContaining("positive");
    }

    private static double[][] certain() {
        double[][] p = new double[20][];
        for (int i = 0; i < p.length; i++) {
            p[i] = new double[] {1, 0, 0};
        }
        return p;
    }

    private static double logLoss(double[][] p, int[] y) {
        double sum = 0;
        for (int i = 0; i < y.length; i++) {
            sum -= Math.log(p[i][y[i]]);
        }
        return sum;
    }

    /** Labels drawn from known probabilities of three classes. */
    static final class Calls {
        final double[][] logits;
        final int[] y;

        Calls(long seed, int n) {
            SplittableRandom random = new SplittableRandom(seed);
            logits = new double[n][3];
            y = new int[n];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < 3; k++) {
                    logits[i][k] = 4 * random.nextDouble();
                }
                double[] p = Softmax.of(logits[i]);
                double u = random.nextDouble();
                y[i] = u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
            }
        }

        double[][] sharpened(double by) {
            double[][] p = new double[logits.length][];
            for (int i = 0; i < p.length; i++) {
                p[i] = Softmax.of(new double[] {by * logits[i][0], by * logits[i][1], by * logits[i][2]});
            }
            return p;
        }
    }
}
