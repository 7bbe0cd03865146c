package org.expressway.analysis.propagate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.expressway.analysis.classify.Softmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against draws of the error, each carried through the whole network. */
class ErrorThroughLayersTest {
    private static final int GENES = 300;
    private static final int DRAWS = 8_000;
    private static final double TEMPERATURE = 1.3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aLinearModelsLogitsHaveTheCovarianceOfItsJacobian(long seed) {
        RandomNetwork network = RandomNetwork.of(seed, GENES, 4);
        double[] variance = variance(seed, .3);
        double[][] covariance = covariance(network, new double[GENES], variance);
        float[] w = network.steps().get(0).weights();
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b < 4; b++) {
                double expected = 0;
                for (int g = 0; g < GENES; g++) {
                    expected += w[g * 4 + a] * (double) w[g * 4 + b] * variance[g];
                }
                assertThat(covariance[a][b])
                        .as("seed %d, %d and %d", seed, a, b)
                        .isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** An error of .1 to .2 sd a gene, as the fit of a batch of 32 to 96 leaves it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aDeepModelsDoubtIsThatOfDraws(long seed) {
        RandomNetwork network = RandomNetwork.of(seed, GENES, 64, 32, 5);
        double[] x = RandomNetwork.gaussian(new SplittableRandom(seed + 50), GENES);
        double[] variance = variance(seed, .2);
        Drawn drawn = Drawn.of(network, x, variance, seed);
        double[] p = probabilities(network, x);
        int first = drawn.first();
        CallDoubt doubt = CallDoubt.of(
                p, network.logits(x), covariance(network, x, variance), TEMPERATURE, first, drawn.second());
        assertThat(doubt.probabilitySd())
                .as("seed %d", seed)
                .isCloseTo(drawn.probabilitySd(), within(.2 * drawn.probabilitySd() + .005));
        assertThat(doubt.marginSd())
                .as("seed %d", seed)
                .isCloseTo(drawn.marginSd(), within(.2 * drawn.marginSd() + .005));
        assertThat(doubt.change()).as("seed %d", seed).isBetween(drawn.change() - .03, drawn.change() * 1.3 + .04);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void fewDrawsAgreeWithTheWeights(long seed) {
        RandomNetwork network = RandomNetwork.of(seed, GENES, 64, 5);
        double[] x = RandomNetwork.gaussian(new SplittableRandom(seed + 50), GENES);
        double[] variance = variance(seed, .1);
        float[][] errors = LogitDraws.errors(variance);
        double[][] logits = new double[errors.length][];
        for (int d = 0; d < errors.length; d++) {
            logits[d] = network.logits(moved(x, errors[d]));
        }
        double[][] few = LogitDraws.covariance(logits);
        double[][] exact = covariance(network, x, variance);
        for (int k = 0; k < 5; k++) {
            assertThat(Math.sqrt(few[k][k]) / Math.sqrt(exact[k][k]))
                    .as("seed %d, class %d", seed, k)
                    .isBetween(.6, 1.4);
        }
    }

    @Test
    void withoutErrorThereIsNoDoubt() {
        RandomNetwork network = RandomNetwork.of(1, GENES, 16, 3);
        double[] x = RandomNetwork.gaussian(new SplittableRandom(1), GENES);
        double[] p = probabilities(network, x);
        double[][] covariance = covariance(network, x, new double[GENES]);
        int first = largest(p, -1);
        CallDoubt doubt = CallDoubt.of(p, network.logits(x), covariance, TEMPERATURE, first, largest(p, first));
        assertThat(doubt).isEqualTo(new CallDoubt(0, 0, 0));
    }

    @Test
    void layersThatDoNotFitAreRefused() {
        AffineStep ten = new AffineStep(10, 4, new float[40], true);
        AffineStep five = new AffineStep(5, 2, new float[10], false);
        assertThatThrownBy(() -> new ErrorThroughLayers(List.of(ten, five))).hasMessageContaining("expected the 4");
        assertThatThrownBy(() -> new ErrorThroughLayers(List.of(ten))).hasMessageContaining("rectified");
    }

    private static double[][] covariance(RandomNetwork network, double[] x, double[] variance) {
        ErrorThroughLayers through = new ErrorThroughLayers(network.steps());
        return through.ofLogits(through.ofFirstLayer(variance), List.copyOf(network.active(x)));
    }

    private static double[] variance(long seed, double sd) {
        SplittableRandom random = new SplittableRandom(seed + 7);
        double[] variance = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            double own = g % 10 == 0 ? 0 : random.nextDouble(.5 * sd, sd);
            variance[g] = own * own;
        }
        return variance;
    }

    private static double[] moved(double[] x, float[] error) {
        double[] moved = x.clone();
        for (int g = 0; g < x.length; g++) {
            moved[g] += error[g];
        }
        return moved;
    }

    private static double[] probabilities(RandomNetwork network, double[] x) {
        double[] logits = network.logits(x);
        for (int k = 0; k < logits.length; k++) {
            logits[k] /= TEMPERATURE;
        }
        return Softmax.of(logits);
    }

    private static int largest(double[] p, int but) {
        int best = but == 0 ? 1 : 0;
        for (int k = 0; k < p.length; k++) {
            best = k != but && p[k] > p[best] ? k : best;
        }
        return best;
    }

    /** What {@value #DRAWS} draws of the error give. */
    private record Drawn(int first, int second, double probabilitySd, double marginSd, double change) {
        static Drawn of(RandomNetwork network, double[] x, double[] variance, long seed) {
            SplittableRandom random = new SplittableRandom(seed + 99);
            double[] p = probabilities(network, x);
            int first = largest(p, -1);
            int second = largest(p, first);
            double[] top = new double[DRAWS];
            double[] margin = new double[DRAWS];
            int changed = 0;
            for (int d = 0; d < DRAWS; d++) {
                double[] moved = x.clone();
                for (int g = 0; g < moved.length; g++) {
                    moved[g] += Math.sqrt(variance[g]) * random.nextGaussian();
                }
                double[] drawn = probabilities(network, moved);
                top[d] = drawn[first];
                margin[d] = drawn[first] - drawn[second];
                changed += largest(drawn, -1) == first ? 0 : 1;
            }
            return new Drawn(first, second, sd(top), sd(margin), (double) changed / DRAWS);
        }

        private static double sd(double[] values) {
            double mean = java.util.Arrays.stream(values).average().orElseThrow();
            return Math.sqrt(java.util.Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow());
        }
    }
}
