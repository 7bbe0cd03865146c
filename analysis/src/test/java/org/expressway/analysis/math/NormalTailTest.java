package org.expressway.analysis.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** R 4: {@code pnorm(z, lower.tail = FALSE)}. */
    @ParameterizedTest
    @CsvSource({
        "0, .5",
        "1, .158655253931457",
        "-1, .841344746068543",
        "1.959963984540054, .025",
        "3, .00134989803163009",
        "6, 9.86587645037698e-10",
        "10, 7.61985302416053e-24",
        "-8, 1",
        "Infinity, 0",
        "-Infinity, 1"
    })
    void theTailIsThatOfR(double z, double expected) {
        assertThat(NormalTail.above(z)).isCloseTo(expected, within(2e-7 * Math.max(expected, 1e-30)));
    }
}
