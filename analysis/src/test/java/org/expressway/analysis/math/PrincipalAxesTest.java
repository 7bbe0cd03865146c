package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalAxesTest {
    @Test
    void theAxesOfAHandMadeCloudAreItsOwn() {
        double[][] rows = {{4, 3, 0}, {-4, -3, 0}, {-.3, .4, 0}, {.3, -.4, 0}};
        double[][] axes = PrincipalAxes.of(rows, 3);
        assertThat(Math.abs(axes[0][0])).isEqualTo(.8, within(1e-12));
        assertThat(axes[0][0] * axes[0][1]).isEqualTo(.48, within(1e-12));
        assertThat(axes[1][0] * axes[1][1]).isEqualTo(-.48, within(1e-12));
        assertThat(axes[2]).as("there is no third direction").containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void axesAreOrthonormalAndHoldTheFactorsOfTheRows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = new double[50][80];
        for (double[] row : rows) {
            double one = 5 * random.nextGaussian();
            double other = 3 * random.nextGaussian();
            for (int g = 0; g < row.length; g++) {
                row[g] = one * Math.sin(g) + other * Math.cos(g) + .01 * random.nextGaussian();
            }
        }
        double[][] axes = PrincipalAxes.of(rows, 2);
        assertThat(dot(axes[0], axes[1])).as("seed %s", seed).isEqualTo(0, within(1e-12));
        assertThat(dot(axes[0], axes[0])).as("seed %s", seed).isEqualTo(1, within(1e-12));
        for (double[] row : rows) {
            double[] scores = PrincipalAxes.scores(axes, row);
            assertThat(dot(row, row) - dot(scores, scores)).as("seed %s", seed).isLessThan(.05);
        }
    }

    @Test
    void withoutRowsOrAxesThereIsNothing() {
        assertThat(PrincipalAxes.of(new double[0][], 1)[0]).isEmpty();
        assertThat(PrincipalAxes.of(new double[][] {{1, 2}}, 0)).isEmpty();
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int g = 0; g < one.length; g++) {
            sum += one[g] * other[g];
        }
        return sum;
    }
}
