package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountLogsTest {
    /** With few and many genes, low and high counts, fractions and missing values: with each table and with none. */
    @ParameterizedTest
    @CsvSource({"100, 4", "1500, 3", "5000, 6", "5000, 14", "20000, 4", "20000, 9", "20000, 20", "20000, -3"})
    void eachValueHasTheBitsOfItsOwnLogarithm(int genes, double mean) {
        SplittableRandom random = new SplittableRandom(genes);
        float[] values = new float[genes];
        double[] expected = new double[genes];
        for (int g = 0; g < genes; g++) {
            values[g] = value(random, mean);
            expected[g] = Logs.log2(values[g] * 0.77 + 0.5);
        }
        double[] out = new double[genes];
        CountLogs.log2(values, 0.77, 0.5, out);
        assertThat(out).isEqualTo(expected);
        CountLogs.log2(values, 0.77, 0.5, 3.3, out);
        assertThat(out)
                .isEqualTo(Arrays.stream(expected).map(log2 -> log2 + 3.3).toArray());
    }

    /** Below a mean of 0 fractions; one in fifty is a special value. */
    private static float value(SplittableRandom random, double mean) {
        float[] special = {Float.NaN, -0f, -1, -1000, 0.5f, 4096, 1e9f, 3e38f, Float.POSITIVE_INFINITY};
        if (random.nextInt(50) == 0) {
            return special[random.nextInt(special.length)];
        }
        double value = StrictMath.pow(2, mean + 4 * (random.nextDouble() - 0.5));
        return (float) (mean < 0 ? value : Math.floor(value));
    }
}
