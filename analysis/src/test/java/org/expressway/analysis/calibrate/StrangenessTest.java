package org.expressway.analysis.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrangenessTest {
    private static final int GENES = 60;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void samplesOfTheSameKindAreAsStrangeAsChanceSays(long seed) {
        Strangeness strangeness = learned(seed);
        double[] tails = Arrays.stream(samples(seed + 100, 400))
                .mapToDouble(strangeness::tail)
                .toArray();
        assertThat(Arrays.stream(tails).filter(tail -> tail <= .1).count() / 400.)
                .as("seed %d", seed)
                .isBetween(.04, .16);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSampleOfAnotherKindIsStrange(long seed) {
        Strangeness strangeness = learned(seed);
        float[] shuffled = samples(seed, 1)[0];
        SplittableRandom random = new SplittableRandom(seed);
        for (int g = 0; g < GENES; g++) {
            shuffled[g] += (float) (3 * random.nextGaussian());
        }
        assertThat(strangeness.tail(shuffled)).as("seed %d", seed).isLessThan(.02);
    }

    @Test
    void aSampleFarBeyondEveryClassIsStrange() {
        Strangeness strangeness = learned(1);
        float[] beyond = samples(1, 2)[0];
        for (int g = 0; g < GENES; g++) {
            beyond[g] += (beyond[g] - strangeness.space().mean()[g]) * 4;
        }
        assertThat(strangeness.space().place(beyond).distance())
                .isGreaterThan(strangeness.distance().quantile(.99));
    }

    @Test
    void aMissingGeneSaysNothing() {
        Strangeness strangeness = learned(1);
        float[] row = samples(7, 1)[0];
        row[3] = Float.NaN;
        assertThat(strangeness.space().place(row).energy()).isFinite();
        assertThat(strangeness.tail(row)).isGreaterThan(.02);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void placesAreThoseOfAPlainComputation(long seed) {
        LatentSpace space = learned(seed).space();
        float[] row = samples(seed + 30, 1)[0];
        row[(int) seed] = Float.NaN;
        row[40] = Float.NaN;
        double[] z = new double[GENES];
        double[] rest = new double[GENES];
        for (int g = 0; g < GENES; g++) {
            z[g] = Float.isNaN(row[g]) ? 0 : (row[g] - (double) space.mean()[g]) * space.inverseSd()[g];
            rest[g] = z[g];
        }
        LatentSpace.Place place = space.place(row);
        for (int k = 0; k < space.dimensions(); k++) {
            double t = 0;
            for (int g = 0; g < GENES; g++) {
                t += space.axes()[k][g] * z[g];
            }
            assertThat(place.latent()[k]).as("seed %d, axis %d", seed, k).isCloseTo(t, within(1e-5));
            for (int g = 0; g < GENES; g++) {
                rest[g] -= space.axes()[k][g] * t;
            }
        }
        double squares = 0;
        for (int g = 0; g < GENES; g++) {
            squares += Float.isNaN(row[g]) ? 0 : rest[g] * rest[g];
        }
        assertThat(place.energy()).isCloseTo(squares / (GENES - 2), within(1e-5));
    }

    @Test
    void aBoundThatTooFewSamplesCannotResolveIsThatOfTheStrangest() {
        assertThat(new StrangenessTails(.004, .5, .002).beyond(.01)).isTrue();
        assertThat(new StrangenessTails(.006, .5, .002).beyond(.01)).isFalse();
        assertThat(new StrangenessTails(1 / 51., .5, 2 / 51.).beyond(.01))
                .as("stranger than all 50")
                .isTrue();
        assertThat(new StrangenessTails(2 / 51., .5, 2 / 51.).beyond(.01)).isFalse();
        assertThat(new StrangenessTails(1 / 21., 1 / 21., 2 / 21.).beyond(.01))
                .as("20 say nothing")
                .isFalse();
    }

    @Test
    void itReadsBackAsItWasWritten() {
        Strangeness strangeness = learned(4);
        byte[] bytes = StrangenessFormat.write(strangeness);
        Strangeness read = StrangenessFormat.read(bytes);
        float[] row = samples(9, 1)[0];
        assertThat(read.tail(row)).isEqualTo(strangeness.tail(row));
        assertThat(StrangenessFormat.write(read)).isEqualTo(bytes);
        assertThatThrownBy(() -> StrangenessFormat.read(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theTailCountsEqualValuesAndItself() {
        InControl control = InControl.of(new double[] {3, 1, 2, 2});
        assertThat(control.tail(2)).isCloseTo(4 / 5., within(1e-12));
        assertThat(control.tail(9)).isCloseTo(1 / 5., within(1e-12));
        assertThat(control.tail(0)).isEqualTo(1);
        assertThat(control.quantile(.5)).isEqualTo(2);
        assertThat(control.quantile(1)).isEqualTo(3);
    }

    private static Strangeness learned(long seed) {
        int[] y = new int[300];
        for (int i = 0; i < y.length; i++) {
            y[i] = i % 3;
        }
        return Strangeness.of(LatentSpace.of(samples(seed, 300), y, 3), samples(seed + 1000, 300));
    }

    /** Three classes along two directions, and noise. */
    private static float[][] samples(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] x = new float[n][GENES];
        for (int i = 0; i < n; i++) {
            for (int g = 0; g < GENES; g++) {
                double centre = i % 3 == 0 ? 0 : i % 3 == 1 ? (g % 2) * 3 : ((g / 2) % 2) * 3;
                x[i][g] = (float) (5 + centre + random.nextGaussian());
            }
        }
        return x;
    }
}
