package org.expressway.ingest.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCellTest {
    private final NumberCell cell = new NumberCell(Precision.FLOAT32);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyDecimalIsReadAsTheJdkReadsIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            String text = decimal(random);
            assertThat(read(text)).as("seed %d: %s", seed, text).isTrue();
            assertThat(Float.floatToRawIntBits((float) cell.value()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
            assertThat((double) (float) cell.value())
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(cell.value());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPreciseCellIsReadAsTheJdkReadsADouble(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NumberCell precise = new NumberCell(Precision.FLOAT64);
        for (int i = 0; i < 200_000; i++) {
            String text = i % 2 == 0
                    ? decimal(random)
                    : Double.toString(Double.longBitsToDouble(random.nextLong(0x7ff0_0000_0000_0000L)));
            assertThat(read(precise, text)).as("seed %d: %s", seed, text).isTrue();
            assertThat(Double.doubleToRawLongBits(precise.value()))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @Test
    void aPreciseCellHoldsWhatFloat32CannotAndNoMore() {
        NumberCell precise = new NumberCell(Precision.FLOAT64);
        assertThat(read(precise, "1e39")).isTrue();
        assertThat(precise.value()).isEqualTo(1e39);
        assertThat(read(precise, "1e309")).isTrue();
        assertThat(precise.value()).isInfinite();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"16777217", "16777219", "1.00000005960464477539062", "8388608.5", "0.1e-44", "7.0e-46", "-0"})
    void aDecimalBetweenTwoFloatsIsReadAsTheJdkReadsIt(String text) {
        assertThat(read(text)).isTrue();
        assertThat(Float.floatToRawIntBits((float) cell.value()))
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "NA", "NaN", "nan", "null", "NULL", " NA "})
    void aMissingValueIsNaN(String text) {
        assertThat(read(text)).isTrue();
        assertThat(cell.value()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "1.2.3",
                "--1",
                "+",
                "-",
                ".",
                "e5",
                "1e",
                "1e+",
                "0x10",
                "1f",
                "1d",
                "1,5",
                "Inf",
                "-Infinity",
                "1 2",
                "N/A",
                "1_000"
            })
    void whatIsNoDecimalIsRefused(String text) {
        assertThat(read(text)).isFalse();
    }

    @Test
    void aNumberBeyondFloatIsInfinite() {
        assertThat(read("-1e39")).isTrue();
        assertThat(cell.value()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    private boolean read(String text) {
        return read(cell, text);
    }

    private static boolean read(NumberCell cell, String text) {
        byte[] bytes = ("\t" + text + "\t9").getBytes(StandardCharsets.UTF_8);
        return cell.read(bytes, 1, bytes.length - 2);
    }

    private static String decimal(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> Float.toString(Float.intBitsToFloat(random.nextInt(0x7f80_0000)));
            case 2 -> Double.toString(random.nextDouble() * 20 - 10);
            case 3 -> String.format(Locale.ROOT, "%." + random.nextInt(9) + "f", random.nextDouble() * 1e4);
            default ->
                random.nextInt(1 << 25) + "." + (random.nextBoolean() ? "5" : "50000000000") + "e"
                        + random.nextInt(-30, 20);
        };
    }
}
