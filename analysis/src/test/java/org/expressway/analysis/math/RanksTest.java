package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RanksTest {
    @Test
    void equalValuesShareTheirMeanRank() {
        assertThat(Ranks.averaged(new double[] {3, 1, 3, -2, 3, 1}, 6)).containsExactly(5, 2.5, 5, 1, 5, 2.5);
        assertThat(Ranks.averaged(new double[] {0.0, -0.0, 1}, 3)).containsExactly(1.5, 1.5, 3);
        assertThat(Ranks.averaged(new double[] {9}, 1)).containsExactly(1);
    }

    /** Ranks 1 2 3 4 5 against 2 1 4 3 5: sum of d² is 4, rho = 1 - 6·4/(5·24) = .8. */
    @Test
    void rhoIsTheTextbooks() {
        assertThat(Ranks.correlation(new double[] {1, 2, 3, 4, 5}, new double[] {-7, -9, .1, 0, 1e9}, 5))
                .isEqualTo(.8, within(1e-15));
    }

    /** cor(c(1,2,2,3), c(1,3,2,4), method = "spearman") in R: ranks 1 2.5 2.5 4 against 1 3 2 4. */
    @Test
    void rhoWithTiesIsPearsonOfTheRanks() {
        assertThat(Ranks.correlation(new double[] {1, 2, 2, 3}, new double[] {1, 3, 2, 4}, 4))
                .isEqualTo(4.5 / Math.sqrt(4.5 * 5), within(1e-15));
    }

    @Test
    void whereOneSideDoesNotVaryThereIsNoRho() {
        assertThat(Ranks.correlation(new double[] {1, 1, 1}, new double[] {1, 2, 3}, 3))
                .isNaN();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void ranksAreWhatCountingGives(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int length = 1 + random.nextInt(2000);
        double[] values = random.doubles(length)
                .map(v -> v < .3 ? 0 : v < .6 ? Math.rint(20 * v) : 10 * (v - .8))
                .toArray();
        double[] ranks = Ranks.averaged(values, length);
        for (int i = 0; i < length; i += 1 + length / 50) {
            assertThat(ranks[i]).as("seed %s place %s", seed, i).isEqualTo(counted(values, values[i]));
        }
    }

    private static double counted(double[] values, double value) {
        int below = 0;
        int same = 0;
        for (double other : values) {
            below += other < value ? 1 : 0;
            same += other == value ? 1 : 0;
        }
        return below + (same + 1) / 2.0;
    }
}
