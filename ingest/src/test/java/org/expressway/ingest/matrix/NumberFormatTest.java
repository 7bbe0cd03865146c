package org.expressway.ingest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormatTest {
    @ParameterizedTest
    @CsvSource({
        "6, 0, 0",
        "6, -0.0, -0",
        "6, 1, 1",
        "6, 100, 100",
        "6, -12.5, -12.5",
        "6, 3.14159265358979, 3.14159",
        "6, 999999.5, 1e+06",
        "6, 123456, 123456",
        "6, 1234567, 1.23457e+06",
        "6, 0.0001, 0.0001",
        "6, 0.00001, 1e-05",
        "6, 0.000123456789, 0.000123457",
        "3, 2.5e-300, 2.5e-300",
        "9, 4.9e-324, 4.94065646e-324",
        "15, 0.1, 0.1",
        "16, 0.1, 0.1",
        "17, 0.1, 0.1",
        "17, 5, 5",
        "17, 1e30, 1E30",
        "17, 1e-5, 1E-5",
        "1, 9.5, 1e+01",
        "2, 0.25, 0.25",
        "1, 0.25, 0.2",
        "1, 0.35, 0.3"
    })
    void aNumberIsWrittenAsCWritesIt(int digits, double value, String text) {
        assertThat(text(new Digits(digits), value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNumberOfDigitsIsRoundedCorrectly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            int digits = random.nextInt(1, 17);
            double value = value(random);
            BigDecimal expected = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            String text = text(new Digits(digits), value);
            assertThat(new BigDecimal(text))
                    .as("seed %d: %s to %d", seed, value, digits)
                    .isEqualByComparingTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void seventeenDigitsReadBackTheSameDoubleAndTheDefaultTheSameFloat(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            double value = value(random);
            assertThat(Double.parseDouble(text(Digits.FLOAT64, value)))
                    .as("seed %d", seed)
                    .isEqualTo(value);
            assertThat(Float.parseFloat(text(Digits.FLOAT32, value)))
                    .as("seed %d", seed)
                    .isEqualTo((float) value);
        }
    }

    @Test
    void aMissingValueIsNA() {
        assertThat(text(Digits.FLOAT32, Double.NaN)).isEqualTo("NA");
        assertThat(text(new Digits(4), Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
    }

    private static double value(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong(0x7ff0_0000_0000_0000L));
            case 1 -> random.nextDouble() * 20 - 5;
            case 2 -> random.nextInt(100_000) / 32.0;
            default -> (random.nextInt(2_000_000) - 1_000_000) / 1e3;
        };
    }

    private static String text(Digits digits, double value) {
        RowBytes row = new RowBytes();
        new NumberFormat(digits).append(value, row);
        return row.toString();
    }
}
