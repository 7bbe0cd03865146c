package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestLog2Test {
    private static final BigDecimal LN2 = LogTable.ln(BigDecimal.valueOf(2));

    /** Shares of a library, from one read of a billion up. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void logarithmsOfSharesAreRoundedToTheNearest(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int others = 0;
        for (int i = 0; i < 3_000; i++) {
            double x = Math.scalb(.5 + random.nextDouble() / 2, -random.nextInt(4, 30));
            others += NearestLog2.of(x) == exact(x).doubleValue() ? 0 : 1;
        }
        assertThat(others).as("seed %s", seed).isLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nearOneTheErrorIsAtMostTwoUlp(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3_000; i++) {
            double x = 1 + (random.nextDouble() - .5) * .05;
            BigDecimal exact = exact(x);
            double error =
                    new BigDecimal(NearestLog2.of(x)).subtract(exact).abs().doubleValue();
            assertThat(error / Math.ulp(exact.doubleValue()))
                    .as("seed %s, log2 %s", seed, x)
                    .isLessThanOrEqualTo(2);
        }
    }

    @Test
    void powersOfTwoAreExact() {
        for (int k = Double.MIN_EXPONENT; k <= Double.MAX_EXPONENT; k++) {
            assertThat(NearestLog2.of(Math.scalb(1.0, k))).isEqualTo(k);
        }
    }

    private static BigDecimal exact(double x) {
        int exponent = Math.getExponent(x);
        BigDecimal mantissa = new BigDecimal(Math.scalb(x, -exponent));
        return LogTable.ln(mantissa).divide(LN2, new MathContext(36)).add(BigDecimal.valueOf(exponent));
    }
}
