package org.expressway.cli.rejected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SinceConverterTest {
    private final SinceConverter since =
            new SinceConverter(Clock.fixed(Instant.parse("2026-03-10T12:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "90m, 2026-03-10T10:30:00Z",
        "12h, 2026-03-10T00:00:00Z",
        "7d, 2026-03-03T12:00:00Z",
        "2026-03-01, 2026-03-01T00:00:00Z",
        "2026-03-01T08:00:00Z, 2026-03-01T08:00:00Z"
    })
    void datesTimesAndAgesAreTimes(String text, Instant expected) {
        assertThat(since.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "7w", "-1d", "2026-03-01T08"})
    void anythingElseIsRefusedWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> since.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("expected a date");
    }
}
