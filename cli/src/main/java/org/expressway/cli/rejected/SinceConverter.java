package org.expressway.cli.rejected;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A date, a time, or an age. */
public final class SinceConverter implements ITypeConverter<Instant> {
    private final Clock clock;

    public SinceConverter() {
        this(Clock.systemUTC());
    }

    SinceConverter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Instant convert(String text) {
        try {
            if (text.matches("\\d{1,6}[smhd]")) {
                String age = text.toUpperCase(Locale.ROOT);
                return clock.instant().minus(Duration.parse(age.endsWith("D") ? "P" + age : "PT" + age));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("expected a date as 2026-03-01, a time as 2026-03-01T08:00:00Z, or an age"
                    + " as 90m, 12h or 7d; seen \"" + text + "\"");
        }
    }
}
