package org.expressway.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalProgressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "300 | 1000 | 10 | s: 300 of 1,000 (30/s, 23 s left)",
                "10 | 10000 | 10 | s: 10 of 10,000 (1.0/s, 166:30 min left)",
                "1000 | 1000 | 10 | s: 1,000 of 1,000 (100/s, 0 s left)",
                "0 | 1000 | 10 | s: 0 of 1,000 (0.0/s)"
            })
    void aLineTellsRateAndTimeLeft(long done, long total, double seconds, String line) {
        assertThat(TerminalProgress.line("s", done, total, seconds)).isEqualTo(line);
    }
}
