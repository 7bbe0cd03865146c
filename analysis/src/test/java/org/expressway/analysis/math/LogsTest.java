package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogsTest {
    private static final long GOLDEN_HASH = -3546297077959910166L;
    private static final BigDecimal LN2 = LogTable.ln(BigDecimal.valueOf(2));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void lnIsWithinTwoUlpOfFdlibm(long seed) {
        samples(seed).forEach(x -> {
            double expected = StrictMath.log(x);
            assertThat(Math.abs(Logs.ln(x) - expected) / Math.ulp(expected))
                    .as("seed %s, ln %s", seed, x)
                    .isLessThanOrEqualTo(2);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void log2IsWithinTwoUlpOfTheExactLogarithm(long seed) {
        samples(seed).limit(3_000).forEach(x -> {
            BigDecimal exact = exactLog2(x);
            double error = new BigDecimal(Logs.log2(x)).subtract(exact).abs().doubleValue();
            assertThat(error / Math.ulp(exact.doubleValue()))
                    .as("seed %s, log2 %s", seed, x)
                    .isLessThanOrEqualTo(2);
        });
    }

    @Test
    void powersOfTwoAreExactDownToTheSmallestSubnormal() {
        for (int k = Double.MIN_EXPONENT - 52; k <= Double.MAX_EXPONENT; k++) {
            assertThat(Logs.log2(Math.scalb(1.0, k))).isEqualTo(k);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, -Infinity",
        "-0.0, -Infinity",
        "-1, NaN",
        "-Infinity, NaN",
        "NaN, NaN",
        "Infinity, Infinity",
        "1, 0",
    })
    void edgesAreThoseOfTheLogarithm(double x, double expected) {
        assertThat(Logs.ln(x)).isEqualTo(Double.valueOf(expected));
        assertThat(Logs.log2(x)).isEqualTo(Double.valueOf(expected));
    }

    @Test
    void theGreatestNumberAndSubnormalsAgreeWithFdlibm() {
        for (double x : new double[] {Double.MAX_VALUE, Double.MIN_VALUE, 1e-310, Double.MIN_NORMAL}) {
            assertThat(Logs.ln(x)).isEqualTo(StrictMath.log(x), within(3e-13));
        }
    }

    @Test
    void theseBitsAreTheSameOnEveryMachine() {
        long hash = 17;
        for (int i = 0; i < 100_000; i++) {
            double x = Math.scalb(1 + i / 100_000.0, i % 64 - 32);
            hash = 31 * hash + Double.doubleToRawLongBits(Logs.log2(x));
            hash = 31 * hash + Double.doubleToRawLongBits(Logs.ln(x));
        }
        assertThat(hash).isEqualTo(GOLDEN_HASH);
    }

    /** All magnitudes, the cells of the table, and the neighbourhood of 1 where relative error is hardest to keep. */
    private static DoubleStream samples(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return DoubleStream.generate(() -> switch (random.nextInt(3)) {
                    case 0 -> Math.scalb(1 + random.nextDouble(), random.nextInt(-1000, 1000));
                    case 1 -> 0.5 + 1.5 * random.nextDouble();
                    default -> 1 + (random.nextDouble() - 0.5) * 0.02;
                })
                .limit(100_000);
    }

    private static BigDecimal exactLog2(double x) {
        int exponent = Math.getExponent(x);
        BigDecimal mantissa = new BigDecimal(Math.scalb(x, -exponent));
        return LogTable.ln(mantissa).divide(LN2, new MathContext(36)).add(BigDecimal.valueOf(exponent));
    }
}
